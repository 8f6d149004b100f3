namespace LiveParking.Grains.Cameras.Capture;

/// <summary>How a <see cref="Picture"/> holds its picture.</summary>
public enum PixelLayout
{
    /// <summary>Three bytes a pixel: blue, green, red.</summary>
    Bgr,

    /// <summary>A plane of brightness and two quarter planes of colour, one below the other (<c>yuv420p</c>, BT.601, limited range).</summary>
    I420,

    /// <summary>A JPEG as the camera made it.</summary>
    Jpeg,
}
