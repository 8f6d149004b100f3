using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>Draws the columns of the hall, cut off at the height of the wall.</summary>
internal static class ColumnPainter
{
    private const double Half = 0.33, Painted = 1.25;
    private const int Oversampling = 3;

    /// <summary>A column whose middle is at this place.</summary>
    public static SceneItem Column(LotView view, LotPalette palette, double x, double y)
    {
        var light = LotLight.At(x, y);
        var foot = view.Project(x, y, 0);
        var head = view.Project(x, y, LotLayout.WallHeight);
        var margin = (int)(view.Scale(x, y) * 1.2);
        var area = new Rect(
            (int)Math.Min(foot.X, head.X) - margin, (int)head.Y - margin,
            (int)Math.Abs(foot.X - head.X) + (2 * margin), (int)(foot.Y - head.Y) + (2 * margin));
        using var large = new Mat(area.Height * Oversampling, area.Width * Oversampling, MatType.CV_8UC4, default);

        // Draws those of the four sides that face the viewer, the farther one first.
        (double NormalX, double NormalY)[] sides = [(1, 0), (-1, 0), (0, -1)];
        foreach (var (nx, ny) in sides)
        {
            var middle = (X: x + (nx * Half), Y: y + (ny * Half));
            if (LotView.Dot(new Point3d(nx, ny, 0), view.Towards(middle.X, middle.Y, 1.5)) <= 0)
                continue;
            var shade = (ny != 0 ? 0.86 : 0.68) * light;
            Side(middle, nx, ny, 0, Painted, Times(palette.Accent, shade));
            Side(middle, nx, ny, Painted, Painted + 0.12, Times(new Scalar(228, 230, 230), shade));
            Side(middle, nx, ny, Painted + 0.12, LotLayout.WallHeight, Times(new Scalar(172, 176, 176), shade));
            for (var stripe = 0; stripe < 3; stripe++)
                Side(middle, nx, ny, 0.08 + (stripe * 0.24), 0.2 + (stripe * 0.24), Times(new Scalar(40, 190, 235), shade));
        }

        Fill(
            [(x - Half, y - Half, LotLayout.WallHeight), (x + Half, y - Half, LotLayout.WallHeight), (x + Half, y + Half, LotLayout.WallHeight),
                (x - Half, y + Half, LotLayout.WallHeight)],
            Times(new Scalar(196, 200, 200), light));
        var body = new Mat();
        Cv2.Resize(large, body, area.Size, 0, 0, InterpolationFlags.Area);
        return new SceneItem(new Sprite(body, area.Location), Shadow(), view.Depth(x, y));

        void Side((double X, double Y) middle, double nx, double ny, double low, double high, Scalar color)
        {
            var (ax, ay) = (-ny * Half, nx * Half);
            Fill(
                [(middle.X - ax, middle.Y - ay, low), (middle.X + ax, middle.Y + ay, low), (middle.X + ax, middle.Y + ay, high),
                    (middle.X - ax, middle.Y - ay, high)],
                color);
        }

        void Fill((double X, double Y, double Z)[] corners, Scalar color)
        {
            var points = corners.Select(c =>
            {
                var p = view.Project(c.X, c.Y, c.Z);
                return new Point((int)((p.X - area.X) * Oversampling * 16), (int)((p.Y - area.Y) * Oversampling * 16));
            });
            Cv2.FillConvexPoly(large, points, color, LineTypes.Link8, 4);
        }

        Sprite Shadow()
        {
            var size = (int)(view.Scale(x, y) * 1.0);
            var bounds = new Rect((int)foot.X - (size * 2), (int)foot.Y - size, size * 4, size * 2);
            using var mask = new Mat(bounds.Height, bounds.Width, MatType.CV_8UC1, Scalar.Black);
            Cv2.Ellipse(mask, new Point(size * 2, size), new Size(size * 0.72, size * 0.42), 0, 0, 360, Scalar.All(150), -1, LineTypes.AntiAlias);
            var blur = (int)(size * 0.4) | 1;
            Cv2.GaussianBlur(mask, mask, new Size(blur, blur), 0);
            using var none = new Mat(bounds.Height, bounds.Width, MatType.CV_8UC1, Scalar.Black);
            var pixels = new Mat();
            Cv2.Merge([none, none, none, mask], pixels);
            return new Sprite(pixels, bounds.Location);
        }
    }

    private static Scalar Times(Scalar color, double by) =>
        new(Math.Min(255, color.Val0 * by), Math.Min(255, color.Val1 * by), Math.Min(255, color.Val2 * by), 255);
}
