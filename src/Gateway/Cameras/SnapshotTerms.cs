using System.Globalization;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>What a request for one picture asks for, after it was looked at.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="MaxAge">How old the picture may be, 0 to 60 s; 0 asks for one that is captured after the request.</param>
/// <param name="MayStart">False: the camera is not started, and the last kept picture is given whatever its age.</param>
internal sealed record SnapshotTerms(CameraRung Rung, TimeSpan MaxAge, bool MayStart = true)
{
    /// <summary>How old a picture may be when the request does not say: 2 s.</summary>
    public static readonly TimeSpan UsualAge = TimeSpan.FromSeconds(2);

    /// <summary>No older picture can be asked for: 60 s.</summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Two clocks are said to differ when a live picture seems to be older than this: none takes so long from a camera to a gateway.
    /// </summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(5);

    /// <summary>How far a picture may seem to come from the future before the clocks are said to differ.</summary>
    private static readonly TimeSpan ClockError = TimeSpan.FromSeconds(2);

    /// <summary>A picture that comes so long after the request, behind another one, was captured after it whatever the clocks say.</summary>
    private static readonly TimeSpan UsualWay = TimeSpan.FromSeconds(1);

    /// <summary>The terms that a query asks for.</summary>
    /// <param name="quality"><c>auto</c>, <c>low</c>, <c>medium</c> or <c>high</c>; <c>auto</c> is the best.</param>
    /// <param name="maxAge">Seconds, decimals allowed.</param>
    /// <param name="start"><c>true</c> or <c>false</c>; true when absent.</param>
    /// <exception cref="RefusedException">An option has a value that is not allowed, or two of them contradict each other.</exception>
    public static SnapshotTerms From(string? quality, string? maxAge, string? start = null)
    {
        var rung = WatchTerms.From(quality, maxFps: null).Rung ?? CameraRung.High;
        return start switch
        {
            null or "true" => new SnapshotTerms(rung, AgeFrom(maxAge)),
            "false" when maxAge is null => new SnapshotTerms(rung, MostAge, MayStart: false),
            "false" => throw Refuse.Invalid("maxAge can't be given with start=false: the answer says how old the picture is.", "maxAge"),
            _ => throw Refuse.Invalid("start has to be true or false.", "start"),
        };
    }

    /// <summary>
    /// Whether a picture will do. Its age is told by the clocks of camera and gateway; where they differ, only one will do that came
    /// while the request waited. Clocks that differ by a few seconds can't be told from a slow way, so who waits gets a new picture in any case.
    /// </summary>
    /// <param name="captured">When it was captured, by the clock of its camera's silo.</param>
    /// <param name="asked">When the request came, by the clock of this gateway.</param>
    /// <param name="now">The time by the clock of this gateway.</param>
    /// <param name="isNew">Whether it came while the request waited, after another one.</param>
    public bool Accept(DateTimeOffset captured, DateTimeOffset asked, DateTimeOffset now, bool isNew)
    {
        if (isNew && now - asked >= UsualWay)
            return true;
        var age = now - captured;
        if (age < -ClockError || (isNew && age > LongestWay))
            return isNew && MaxAge >= UsualWay;
        return MaxAge == TimeSpan.Zero ? captured >= asked : age <= MaxAge;
    }

    private static TimeSpan AgeFrom(string? maxAge)
    {
        if (maxAge is null)
            return UsualAge;
        var isNumber = double.TryParse(maxAge, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds);
        if (!isNumber || !(seconds >= 0 && seconds <= MostAge.TotalSeconds))
            throw Refuse.Invalid("maxAge has to be a number of seconds, 0 to 60; 0 asks for a picture captured after the request.", "maxAge");
        return TimeSpan.FromSeconds(seconds);
    }
}
