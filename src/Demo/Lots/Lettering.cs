using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>Draws text with smooth edges: at four times its size with round strokes, then scaled down.</summary>
internal static class Lettering
{
    private const int Oversampling = 4;
    private const HersheyFonts Font = HersheyFonts.HersheySimplex;

    /// <summary>A mask of the text: 255 where it is.</summary>
    /// <param name="text">ASCII; other characters show as question marks.</param>
    /// <param name="height">Height of a capital letter, in pixels.</param>
    /// <param name="weight">Width of a stroke as a part of the height, 0.1 to 0.25.</param>
    public static Mat Mask(string text, double height, double weight)
    {
        const int UnitHeight = 21; // of a capital at scale 1
        var scale = height * Oversampling / UnitHeight;
        var thickness = Math.Max(1, (int)Math.Round(height * Oversampling * weight));
        var size = Cv2.GetTextSize(text, Font, scale, thickness, out var below);
        using var large = new Mat(size.Height + below + (2 * thickness), size.Width + (2 * thickness), MatType.CV_8UC1, Scalar.Black);
        Cv2.PutText(large, text, new Point(thickness, size.Height + thickness), Font, scale, Scalar.White, thickness, LineTypes.AntiAlias);
        var mask = new Mat();
        Cv2.Resize(
            large, mask, new Size(Math.Max(1, large.Width / Oversampling), Math.Max(1, large.Height / Oversampling)), 0, 0, InterpolationFlags.Area);
        return mask;
    }
}
