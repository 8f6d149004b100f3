namespace LiveParking.Cameras.Capture;

/// <summary>
/// Resource limits of the <c>ffmpeg</c> process of an RTSP camera. Its total CPU time is not limited: that would stop a healthy camera.
/// </summary>
public sealed class DecoderLimits
{
    /// <summary>MiB of memory: 128 to 16,384.</summary>
    public int MemoryMegabytes { get; set; } = 1024;

    /// <summary>
    /// The share of one core, on average over a few seconds: 0.05 to 1. Decoding takes one thread, so the default stops no healthy camera, however
    /// large its pictures are.
    /// </summary>
    public double CpuShare { get; set; } = 1;

    internal long MemoryBytes => MemoryMegabytes * 1024L * 1024;
}
