namespace LiveParking.Cameras.Capture;

/// <summary>Limits on camera data, so that a hostile or broken camera cannot exhaust the silo's memory.</summary>
internal static class CaptureLimits
{
    /// <summary>Maximum bytes of one JPEG: 16 MiB.</summary>
    public const int MaxJpegBytes = 16 * 1024 * 1024;

    /// <summary>Maximum pixels of one picture: 36 million, a little over 7680 x 4320.</summary>
    public const int MaxPixels = 36_000_000;

    /// <summary>Whether a picture of this size is accepted.</summary>
    public static bool Allows(int width, int height) => width > 0 && height > 0 && (long)width * height <= MaxPixels;
}
