using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>Renders the static parts: floor and wall. Drawn at twice the size and scaled down, for smooth edges.</summary>
internal sealed class LotBackdrop(LotLayout layout, LotView view, LotPalette palette, string name)
{
    private const int Oversampling = 2, WallResolution = 32;

    /// <summary>The empty lot, <see cref="LotView.Width"/> x <see cref="LotView.Height"/>.</summary>
    public Mat Render()
    {
        using var large = new Mat(LotView.Height * Oversampling, LotView.Width * Oversampling, MatType.CV_8UC3, new Scalar(22, 20, 19));
        using (var floor = new FloorPainter(layout, palette, name).Paint())
            Project(floor, large, (u, v) => (LotLayout.Left + (u / FloorPainter.Resolution), LotLayout.Far - (v / FloorPainter.Resolution), 0));
        using (var wall = PaintWall())
            Project(wall, large, (u, v) => (LotLayout.Left + (u / WallResolution), LotLayout.WallY, LotLayout.WallTop - (v / WallResolution)));
        var picture = new Mat();
        Cv2.Resize(large, picture, new Size(LotView.Width, LotView.Height), 0, 0, InterpolationFlags.Area);
        AddVignette(picture);
        return picture;
    }

    private void Project(Mat surface, Mat to, Func<double, double, (double X, double Y, double Z)> position)
    {
        Point2d[] corners = [new(0, 0), new(surface.Width, 0), new(surface.Width, surface.Height), new(0, surface.Height)];
        var seen = corners.Select(corner =>
        {
            var (x, y, z) = position(corner.X, corner.Y);
            var point = view.Project(x, y, z);
            return new Point2f((float)(point.X * Oversampling), (float)(point.Y * Oversampling));
        });
        using var transform = Cv2.GetPerspectiveTransform(corners.Select(c => new Point2f((float)c.X, (float)c.Y)), seen);
        Cv2.WarpPerspective(surface, to, transform, to.Size(), InterpolationFlags.Linear, BorderTypes.Transparent);
    }

    private Mat PaintWall()
    {
        var size = new Size((int)((LotLayout.Right - LotLayout.Left) * WallResolution), (int)(LotLayout.WallTop * WallResolution));
        var wall = new Mat(size, MatType.CV_8UC3, new Scalar(176, 180, 180));
        Band(wall, 0, 1.25, palette.Accent);
        Band(wall, 1.25, 1.37, new Scalar(225, 228, 228));
        Band(wall, 3.05, 3.2, new Scalar(96, 98, 98));
        Band(wall, 3.3, 3.38, new Scalar(60, 70, 190));
        Band(wall, 3.45, LotLayout.WallTop, new Scalar(84, 84, 84));
        Band(wall, 4.15, 4.5, new Scalar(112, 114, 116));
        Band(wall, 4.5, 4.56, new Scalar(60, 60, 60));
        Band(wall, 5.3, 5.4, new Scalar(52, 52, 52));
        Band(wall, 5.75, 5.83, new Scalar(120, 100, 60));
        for (var x = 0; x < size.Width; x += (int)(LotLayout.BayWidth * 2 * WallResolution))
            Cv2.Line(wall, new Point(x, 0), new Point(x, size.Height), new Scalar(150, 154, 154), 2);
        foreach (var x in (double[])[-27.5, -5.5, 16.5, 38.5])
            Sign(wall, LotName.Title(name).ToUpperInvariant(), x);
        using var light = Shading.Map(size.Width, size.Height, (u, v) =>
            LotLight.At(LotLayout.Left + (u / WallResolution), LotLayout.WallY - 3.5) * WallShade(LotLayout.WallTop - (v / WallResolution)));
        Shading.Apply(wall, light, palette.Light);
        return wall;
    }

    // The wall is lit below the ceiling lamps; above them it gets dark within two metres.
    private static double WallShade(double z) =>
        z < LotLayout.WallHeight ? 0.74 + (0.22 * z / LotLayout.WallHeight) : 0.8 * Math.Exp(-(z - LotLayout.WallHeight) / 1.5);

    private static void Band(Mat wall, double low, double high, Scalar color) =>
        Cv2.Rectangle(
            wall, new Rect(0, (int)((LotLayout.WallTop - high) * WallResolution), wall.Width, (int)((high - low) * WallResolution)), color, -1);

    private static void Sign(Mat wall, string text, double x)
    {
        using var mask = Lettering.Mask(text, 0.72 * WallResolution, 0.17);
        var left = (int)((x - LotLayout.Left) * WallResolution) - (mask.Width / 2);
        var middle = (int)((LotLayout.WallTop - 2.2) * WallResolution);
        using var area = new Mat(wall, new Rect(left, middle - (mask.Height / 2), mask.Width, mask.Height));
        area.SetTo(new Scalar(58, 54, 52), mask.Threshold(110, 255, ThresholdTypes.Binary));
    }

    // Lenses are darker towards the corners.
    private static void AddVignette(Mat picture)
    {
        using var shade = Shading.Map(LotView.Width, LotView.Height, (u, v) =>
        {
            var (dx, dy) = ((u / LotView.Width) - 0.5, (v / LotView.Height) - 0.5);
            return 1.04 - (0.62 * ((dx * dx) + (dy * dy)));
        });
        Shading.Apply(picture, shade, Scalar.All(1));
    }
}
