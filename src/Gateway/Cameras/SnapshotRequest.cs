using System.Globalization;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>The validated options of a request for one picture.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="MaxAge">Maximum age of the picture, 0 to 60 s; 0 asks for a picture captured after the request.</param>
/// <param name="MayStart">False: the camera is not started, and the last kept picture is returned whatever its age.</param>
internal sealed record SnapshotRequest(CameraRung Rung, TimeSpan MaxAge, bool MayStart = true)
{
    /// <summary>Default maximum age: 2 s.</summary>
    public static readonly TimeSpan UsualAge = TimeSpan.FromSeconds(2);

    /// <summary>Largest allowed maximum age: 60 s.</summary>
    public static readonly TimeSpan AgeLimit = TimeSpan.FromSeconds(60);

    /// <summary>
    /// When a live picture seems older than this, the two clocks are assumed to differ: no frame takes this long from camera to gateway.
    /// </summary>
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    /// <summary>A capture time further in the future than this means that the clocks differ.</summary>
    private static readonly TimeSpan ClockError = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A picture that arrives this long after the request, behind another one, was captured after the request whatever the clocks say.
    /// </summary>
    private static readonly TimeSpan UsualTransitTime = TimeSpan.FromSeconds(1);

    /// <summary>Reads the options from a query.</summary>
    /// <param name="quality"><c>auto</c>, <c>low</c>, <c>medium</c> or <c>high</c>; <c>auto</c> means the best.</param>
    /// <param name="maxAge">Seconds, decimals allowed.</param>
    /// <param name="start"><c>true</c> or <c>false</c>; true when absent.</param>
    /// <exception cref="ApiException">An option has an invalid value, or two options contradict each other.</exception>
    public static SnapshotRequest From(string? quality, string? maxAge, string? start = null)
    {
        var rung = WatchRequest.From(quality, maxFps: null).Rung ?? CameraRung.High;
        return start switch
        {
            null or "true" => new SnapshotRequest(rung, AgeFrom(maxAge)),
            "false" when maxAge is null => new SnapshotRequest(rung, AgeLimit, MayStart: false),
            "false" => throw ApiErrors.Invalid("maxAge can't be given with start=false: the answer says how old the picture is.", "maxAge"),
            _ => throw ApiErrors.Invalid("start has to be true or false.", "start"),
        };
    }

    /// <summary>
    /// Whether a picture is new enough. Its age is computed from the clocks of camera and gateway. When they differ, only a picture that arrived
    /// during the request is accepted. A clock difference of a few seconds can't be distinguished from a slow path, so a waiting request gets a new
    /// picture in any case.
    /// </summary>
    /// <param name="captured">Capture time, by the clock of the camera's silo.</param>
    /// <param name="asked">Request time, by the clock of this gateway.</param>
    /// <param name="now">The current time, by the clock of this gateway.</param>
    /// <param name="isNew">Whether it arrived during the request, after another one.</param>
    public bool Accept(DateTimeOffset captured, DateTimeOffset asked, DateTimeOffset now, bool isNew)
    {
        if (isNew && now - asked >= UsualTransitTime)
            return true;
        var age = now - captured;
        if (age < -ClockError || (isNew && age > MaxDelay))
            return isNew && MaxAge >= UsualTransitTime;
        return MaxAge == TimeSpan.Zero ? captured >= asked : age <= MaxAge;
    }

    private static TimeSpan AgeFrom(string? maxAge)
    {
        if (maxAge is null)
            return UsualAge;
        var isNumber = double.TryParse(maxAge, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds);
        if (!isNumber || !(seconds >= 0 && seconds <= AgeLimit.TotalSeconds))
            throw ApiErrors.Invalid("maxAge has to be a number of seconds, 0 to 60; 0 asks for a picture captured after the request.", "maxAge");
        return TimeSpan.FromSeconds(seconds);
    }
}
