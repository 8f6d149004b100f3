namespace LiveParking.Cameras.Capture;

/// <summary>The form of a <see cref="Picture"/>.</summary>
public enum PixelLayout
{
    /// <summary>Three bytes for each pixel: blue, green, red.</summary>
    Bgr,

    /// <summary>A plane of brightness and two quarter planes of colour, one below the other (<c>yuv420p</c>, BT.601, limited range).</summary>
    I420,

    /// <summary>The camera's own JPEG.</summary>
    Jpeg,
}
