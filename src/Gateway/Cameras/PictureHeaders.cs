using System.Globalization;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>The HTTP headers of a picture.</summary>
/// <param name="CapturedAt">Capture time: ISO-8601, UTC.</param>
/// <param name="Sequence">The number of the capture, the same on all rungs.</param>
/// <param name="FrameAge">Age of the picture when it is sent, in milliseconds; 0 when its camera's clock is ahead.</param>
internal readonly record struct PictureHeaders(string CapturedAt, string Sequence, string FrameAge)
{
    public const string CapturedAtName = "X-Captured-At";
    public const string SequenceName = "X-Sequence";
    public const string FrameAgeName = "X-Frame-Age";

    /// <summary>The headers of a frame sent now.</summary>
    public static PictureHeaders Of(CameraFrame frame, DateTimeOffset now) => new(
        UtcTime.Format(DateTimeOffset.FromUnixTimeMilliseconds(frame.CapturedAt)),
        frame.Sequence.ToString(CultureInfo.InvariantCulture),
        Math.Max(0, now.ToUnixTimeMilliseconds() - frame.CapturedAt).ToString(CultureInfo.InvariantCulture));
}
