namespace LiveParking.Grains.Cameras.Capture;

/// <summary>
/// What the <c>ffmpeg</c> of an RTSP camera may take. The total of its CPU time is not limited: that would end a healthy camera.
/// </summary>
public sealed class DecoderLimits
{
    /// <summary>MiB of memory: 128 to 16,384.</summary>
    public int MemoryMegabytes { get; set; } = 1024;

    /// <summary>The share of one core, on average over a few seconds: 0.05 to 1.</summary>
    public double CpuShare { get; set; } = 0.9;

    internal long MemoryBytes => MemoryMegabytes * 1024L * 1024;
}
