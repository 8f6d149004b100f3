using System.Globalization;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>The validated <see cref="WatchOptions"/> of a watch.</summary>
/// <param name="Rung">The requested rung; null leaves the choice to the gateway.</param>
/// <param name="MaxFps">Maximum frames a second, up to <see cref="FpsLimit"/>.</param>
/// <param name="Acks">Whether the viewer acknowledges frames.</param>
/// <param name="StartRung">The first rung while the gateway chooses; null leaves that to the gateway too.</param>
/// <param name="BestRung">The best rung that the viewer may watch. A viewer who asks for a better one gets this one.</param>
internal sealed record WatchRequest(CameraRung? Rung, double MaxFps, bool Acks, CameraRung? StartRung = null, CameraRung BestRung = CameraRung.High)
{
    /// <summary>Maximum frames a second of any viewer.</summary>
    public const double FpsLimit = 60;

    /// <summary>Minimum frame rate of any viewer: one frame in 100 s.</summary>
    public const double MinFps = 0.01;

    /// <summary>
    /// The first rung of a viewer. A viewer that acknowledges soon shows the capacity of its link and starts from <c>low</c>. A viewer that does not
    /// acknowledge may be a recorder, which takes its picture size from the first frame. A viewer that replaces another watch keeps that watch's
    /// rung.
    /// </summary>
    public CameraRung FirstRung => Limit(Rung ?? StartRung ?? (Acks ? CameraRung.Low : CameraRung.High), BestRung);

    /// <summary>The rung, or the best allowed one when that is lower.</summary>
    public static CameraRung Limit(CameraRung rung, CameraRung best) => rung < best ? rung : best;

    /// <summary>Validates options.</summary>
    /// <exception cref="ApiException">An option has an invalid value.</exception>
    public static WatchRequest From(WatchOptions? options) =>
        From(options?.Quality, options?.MaxFps, options?.Acks ?? false) with { StartRung = ReadStartRung(options?.StartRung) };

    /// <summary>Reads the options from the query of an MJPEG stream.</summary>
    /// <exception cref="ApiException">An option has an invalid value.</exception>
    public static WatchRequest From(string? quality, string? maxFps)
    {
        double? fps = null;
        if (maxFps is not null)
        {
            fps = double.TryParse(maxFps, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw ApiErrors.Invalid("maxFps is not a number.", "maxFps");
        }

        return From(quality, fps, acks: false);
    }

    private static WatchRequest From(string? quality, double? maxFps, bool acks)
    {
        CameraRung? rung = quality is null or "auto"
            ? null
            : ReadRung(quality) ?? throw ApiErrors.Invalid("quality has to be auto, low, medium or high.", "quality");
        if (maxFps is { } fps && !(double.IsFinite(fps) && fps > 0))
            throw ApiErrors.Invalid("maxFps has to be more than 0; up to 60 frames a second are sent.", "maxFps");
        return new WatchRequest(rung, Math.Clamp(maxFps ?? FpsLimit, MinFps, FpsLimit), acks);
    }

    private static CameraRung? ReadStartRung(string? text) =>
        text is null ? null : ReadRung(text) ?? throw ApiErrors.Invalid("startRung has to be low, medium or high.", "startRung");

    private static CameraRung? ReadRung(string text) => text switch
    {
        "low" => CameraRung.Low,
        "medium" => CameraRung.Medium,
        "high" => CameraRung.High,
        _ => null,
    };
}
