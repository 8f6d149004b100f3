using OpenCvSharp;

namespace LiveParking.Cameras.Capture;

/// <summary>
/// One captured picture, as pixels or as the camera's own JPEG. Its pixel memory is reused for later pictures. A JPEG is a separate array that never
/// changes, so it can be passed on by reference.
/// </summary>
public sealed class Picture : IDisposable
{
    private readonly Lazy<Mat> _pixels = new(() => new Mat());

    /// <summary>The pixels when <see cref="Layout"/> is not <see cref="PixelLayout.Jpeg"/>.</summary>
    public Mat Pixels => _pixels.Value;

    /// <summary>The form of the picture.</summary>
    public PixelLayout Layout { get; private set; }

    /// <summary>The JPEG when <see cref="Layout"/> is <see cref="PixelLayout.Jpeg"/>.</summary>
    public byte[] Jpeg { get; private set; } = [];

    /// <summary>The header of the JPEG.</summary>
    public JpegHeader JpegHeader { get; private set; }

    /// <summary>Pixels.</summary>
    public int Width { get; private set; }

    /// <summary>Pixels.</summary>
    public int Height { get; private set; }

    /// <summary>Counts the captures of the camera.</summary>
    internal long Sequence { get; set; }

    /// <summary>Unix milliseconds.</summary>
    internal long CapturedAt { get; set; }

    /// <summary>When it was captured, as a timestamp of the clock.</summary>
    internal long Timestamp { get; set; }

    /// <summary>Records that <see cref="Pixels"/> now contains a picture.</summary>
    public void SetPixels(PixelLayout layout, int width, int height) =>
        (Layout, Width, Height, Jpeg) = (layout, width, height, []);

    /// <summary>Stores a JPEG, without its metadata, because it may leave the silo unchanged.</summary>
    /// <param name="jpeg">An array of exactly its size, which must not change afterwards.</param>
    /// <returns>False when it is not a JPEG; the picture is then unusable.</returns>
    /// <exception cref="CaptureException">The picture is larger than <see cref="CaptureLimits.MaxPixels"/>.</exception>
    public bool TrySetJpeg(byte[] jpeg)
    {
        ArgumentNullException.ThrowIfNull(jpeg);
        if (!JpegHeader.TryRead(jpeg, out var header))
            return false;
        if (!CaptureLimits.Allows(header.Width, header.Height))
            throw new CaptureException($"its pictures of {header.Width} x {header.Height} pixels are too large");
        if (!JpegMetadata.TryRemove(jpeg, out var clean))
            return false;
        (Layout, Width, Height, Jpeg, JpegHeader) = (PixelLayout.Jpeg, header.Width, header.Height, clean, header);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_pixels.IsValueCreated)
            _pixels.Value.Dispose();
    }
}
