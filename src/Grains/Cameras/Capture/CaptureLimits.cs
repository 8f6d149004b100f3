namespace LiveParking.Grains.Cameras.Capture;

/// <summary>What a camera may send at most, so that a hostile or broken one cannot take the silo's memory.</summary>
internal static class CaptureLimits
{
    /// <summary>Bytes of one JPEG: 16 MiB.</summary>
    public const int MaxJpegBytes = 16 * 1024 * 1024;

    /// <summary>Pixels of one picture: 36 million, a little over 7680 x 4320.</summary>
    public const int MaxPixels = 36_000_000;

    /// <summary>Whether a picture of this size is accepted.</summary>
    public static bool Allows(int width, int height) => width > 0 && height > 0 && (long)width * height <= MaxPixels;
}
