using System.Diagnostics.Metrics;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Cameras.Capture;

/// <summary>
/// Metrics of one camera, on the meter <see cref="Name"/>; every instrument has the tag <c>camera</c>, some also <c>rung</c> or <c>purpose</c>.
/// </summary>
internal sealed class CameraMeter(string cameraId)
{
    /// <summary>The meter's name.</summary>
    public const string Name = "LiveParking.Cameras";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> CapturedCount = Meter.CreateCounter<long>(
        "liveparking.cameras.captured", "{picture}", "Pictures read from cameras.");
    private static readonly Counter<long> EncodedCount = Meter.CreateCounter<long>(
        "liveparking.cameras.encoded", "{frame}", "Frames encoded, by rung.");
    private static readonly Counter<long> PassedThroughCount = Meter.CreateCounter<long>(
        "liveparking.cameras.passed_through", "{frame}", "Frames that are the camera's own JPEG.");
    private static readonly Counter<long> DecodedCount = Meter.CreateCounter<long>(
        "liveparking.cameras.decoded", "{picture}", "JPEGs of cameras decoded, by purpose: rungs, change or life.");
    private static readonly Counter<long> StillCount = Meter.CreateCounter<long>(
        "liveparking.cameras.still", "{frame}", "Frames neither encoded nor sent because nothing differed from the last one, by rung.");
    private static readonly Counter<long> FrozenCount = Meter.CreateCounter<long>(
        "liveparking.cameras.frozen", "{time}", "Times that a camera was found frozen.");
    private static readonly Counter<long> DroppedCount = Meter.CreateCounter<long>(
        "liveparking.cameras.dropped", "{picture}", "Pictures dropped because a newer one came before they could be encoded.");
    private static readonly Counter<long> BrokenCount = Meter.CreateCounter<long>(
        "liveparking.cameras.broken", "{picture}", "Pictures that could not be decoded.");
    private static readonly Counter<long> ByteCount = Meter.CreateCounter<long>(
        "liveparking.cameras.frame.size", "By", "Bytes of the frames made, by rung.");
    private static readonly Counter<long> ReopenCount = Meter.CreateCounter<long>(
        "liveparking.cameras.reopens", "{reopen}", "Sources opened again after they failed or stalled.");
    private static readonly Histogram<double> EncodeDuration = Meter.CreateHistogram<double>(
        "liveparking.cameras.encode.duration", "s", "Time to make all watched rungs of one picture.",
        advice: new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1] });

    private static readonly KeyValuePair<string, object?>[] Purposes =
        [new("purpose", "rungs"), new("purpose", "change"), new("purpose", "life")];

    private readonly KeyValuePair<string, object?> _camera = new("camera", cameraId);

    public void Captured() => CapturedCount.Add(1, _camera);

    public void Dropped() => DroppedCount.Add(1, _camera);

    public void Frozen() => FrozenCount.Add(1, _camera);

    public void Decoded(DecodePurpose purpose) => DecodedCount.Add(1, _camera, Purposes[(int)purpose]);

    public void Still(CameraRung rung) => StillCount.Add(1, _camera, new("rung", Word(rung)));

    public void Broken() => BrokenCount.Add(1, _camera);

    public void Reopened() => ReopenCount.Add(1, _camera);

    public void Encoded(TimeSpan duration) => EncodeDuration.Record(duration.TotalSeconds, _camera);

    public void Made(in EncodedRung frame)
    {
        var rung = new KeyValuePair<string, object?>("rung", Word(frame.Rung));
        (frame.PassedThrough ? PassedThroughCount : EncodedCount).Add(1, _camera, rung);
        ByteCount.Add(frame.Jpeg.Length, _camera, rung);
    }

    private static string Word(CameraRung rung) => rung switch
    {
        CameraRung.Low => "low",
        CameraRung.Medium => "medium",
        _ => "high",
    };
}
