using System.Globalization;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>On what terms a camera is watched: <see cref="WatchOptions"/> after they were looked at.</summary>
/// <param name="Rung">The rung that was asked for; null leaves the choice to the gateway.</param>
/// <param name="MaxFps">Frames a second at most, up to <see cref="MostFps"/>.</param>
/// <param name="Acks">Whether the viewer acknowledges frames.</param>
/// <param name="StartRung">The rung to begin with while the gateway chooses; null leaves that to the gateway too.</param>
internal sealed record WatchTerms(CameraRung? Rung, double MaxFps, bool Acks, CameraRung? StartRung = null)
{
    /// <summary>No viewer gets more frames a second.</summary>
    public const double MostFps = 60;

    /// <summary>No viewer gets fewer: one in 100 s.</summary>
    public const double LeastFps = 0.01;

    /// <summary>
    /// The rung with which a viewer begins. One that acknowledges soon shows what its link carries and goes up from <c>low</c>; one that does not
    /// may be a recorder that takes the size of its picture from the first one. One that takes over from another watch goes on with its rung.
    /// </summary>
    public CameraRung FirstRung => Rung ?? StartRung ?? (Acks ? CameraRung.Low : CameraRung.High);

    /// <summary>The terms that options ask for.</summary>
    /// <exception cref="RefusedException">An option has a value that is not allowed.</exception>
    public static WatchTerms From(WatchOptions? options) =>
        From(options?.Quality, options?.MaxFps, options?.Acks ?? false) with { StartRung = ReadStartRung(options?.StartRung) };

    /// <summary>The terms that the query of an MJPEG stream asks for.</summary>
    /// <exception cref="RefusedException">An option has a value that is not allowed.</exception>
    public static WatchTerms From(string? quality, string? maxFps)
    {
        double? fps = null;
        if (maxFps is not null)
        {
            fps = double.TryParse(maxFps, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Refuse.Invalid("maxFps is not a number.", "maxFps");
        }

        return From(quality, fps, acks: false);
    }

    private static WatchTerms From(string? quality, double? maxFps, bool acks)
    {
        CameraRung? rung = quality is null or "auto"
            ? null
            : ReadRung(quality) ?? throw Refuse.Invalid("quality has to be auto, low, medium or high.", "quality");
        if (maxFps is { } fps && !(double.IsFinite(fps) && fps > 0))
            throw Refuse.Invalid("maxFps has to be more than 0; up to 60 frames a second are sent.", "maxFps");
        return new WatchTerms(rung, Math.Clamp(maxFps ?? MostFps, LeastFps, MostFps), acks);
    }

    private static CameraRung? ReadStartRung(string? text) =>
        text is null ? null : ReadRung(text) ?? throw Refuse.Invalid("startRung has to be low, medium or high.", "startRung");

    private static CameraRung? ReadRung(string text) => text switch
    {
        "low" => CameraRung.Low,
        "medium" => CameraRung.Medium,
        "high" => CameraRung.High,
        _ => null,
    };
}
