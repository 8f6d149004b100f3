using OpenCvSharp;

namespace LiveParking.Cameras.Capture.Masks;

/// <summary>
/// Fills the masked parts of pictures with black. It fills a pixel too many rather than one too few, because scaling before or after mixes the pixels
/// on both sides of an edge.
/// </summary>
internal sealed class MaskPainter(IReadOnlyList<PrivacyMask> masks)
{
    /// <summary>Bits of a pixel's fraction in the coordinates that OpenCV takes.</summary>
    private const int Shift = 4;

    /// <summary>Black in limited-range brightness, and neutral colour.</summary>
    private static readonly Scalar DarkPlane = new(16), GreyPlane = new(128);

    private readonly Lazy<double> _visible = new(() => MeasureVisible(masks));

    /// <summary>Whether there is nothing to fill.</summary>
    public bool IsEmpty => masks.Count == 0;

    /// <summary>The share of the picture that is not masked, 0 to 1. Needs OpenCV.</summary>
    public double Visible => _visible.Value;

    /// <summary>Fills the masks in a picture of pixels. A JPEG is left unchanged: the masks are painted after it is decoded.</summary>
    public void Paint(Picture picture)
    {
        if (IsEmpty || picture.Layout == PixelLayout.Jpeg)
            return;
        if (picture.Layout == PixelLayout.Bgr)
        {
            Paint(picture.Pixels, Scalar.Black);
            return;
        }

        var (width, height, start) = (picture.Width, picture.Height, picture.Pixels.Data);
        Plane(start, width, height, DarkPlane);
        Plane(start + (width * height), width / 2, height / 2, GreyPlane);
        Plane(start + (width * height * 5 / 4), width / 2, height / 2, GreyPlane);
    }

    /// <summary>Fills the masks in pixels of any size.</summary>
    public void Paint(Mat pixels, Scalar color) => Paint(pixels, color, masks);

    private static void Paint(Mat pixels, Scalar color, IReadOnlyList<PrivacyMask> masks)
    {
        foreach (var mask in masks)
        {
            // Pixel centres are whole numbers in OpenCV, so the left edge of the picture is at -1/2.
            Point[] corners =
                [.. mask.Points.Select(point => new Point(Fixed(point.X * pixels.Width), Fixed(point.Y * pixels.Height)))];
            Cv2.FillPoly(pixels, [corners], color, LineTypes.Link8, Shift);
            Cv2.Polylines(pixels, [corners], isClosed: true, color, thickness: 3, LineTypes.Link8, Shift);
        }
    }

    private static int Fixed(double pixels) => (int)Math.Round((pixels - 0.5) * (1 << Shift));

    private static double MeasureVisible(IReadOnlyList<PrivacyMask> masks)
    {
        if (masks.Count == 0)
            return 1;
        using var picture = new Mat(360, 640, MatType.CV_8UC1, Scalar.White);
        Paint(picture, Scalar.Black, masks);
        return (double)Cv2.CountNonZero(picture) / picture.Total();
    }

    private void Plane(IntPtr data, int width, int height, Scalar color)
    {
        using var plane = Mat.FromPixelData(height, width, MatType.CV_8UC1, data);
        Paint(plane, color);
    }
}
