using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>Draws the soft shadow of a car on the floor.</summary>
internal static class CarShadow
{
    private const int Coarseness = 3, SubPixels = 16, Darkness = 185;

    /// <summary>The shadow. The caller disposes it.</summary>
    public static Sprite Draw(LotView view, CarModel car, in CarPose pose)
    {
        var (sin, cos) = Math.SinCos(pose.Heading);
        var (left, down) = (-LotLight.Direction.X * 0.5, -LotLight.Direction.Y * 0.3);
        Span<Point2d> ring = stackalloc Point2d[CarOutline.Sides];
        for (var side = 0; side < ring.Length; side++)
        {
            var (x, y) = CarOutline.At(side, (car.Length / 2) + 0.1, (car.Width / 2) + 0.12, 4);
            ring[side] = view.Project(pose.X + (x * cos) - (y * sin) + left, pose.Y + (x * sin) + (y * cos) + down, 0);
        }

        // It has no fine detail, so it is drawn small.
        var blur = Math.Max(3, (int)(view.Scale(pose.X, pose.Y) * 0.28)) | 1;
        var area = CarOutline.Around(ring, blur + 2);
        var size = new Size((area.Width / Coarseness) + 1, (area.Height / Coarseness) + 1);
        using var small = new Mat(size, MatType.CV_8UC1, Scalar.Black);
        var points = new Point[ring.Length];
        for (var side = 0; side < points.Length; side++)
            points[side] = new Point((int)((ring[side].X - area.X) * SubPixels / Coarseness), (int)((ring[side].Y - area.Y) * SubPixels / Coarseness));
        Cv2.FillConvexPoly(small, points, Scalar.All(Darkness), LineTypes.AntiAlias, 4);
        var reach = (blur / Coarseness * 2) + 1;
        Cv2.GaussianBlur(small, small, new Size(reach, reach), 0);
        using var mask = new Mat();
        Cv2.Resize(small, mask, new Size(size.Width * Coarseness, size.Height * Coarseness), 0, 0, InterpolationFlags.Linear);
        using var none = new Mat(mask.Size(), MatType.CV_8UC1, Scalar.Black);
        var pixels = new Mat();
        Cv2.Merge([none, none, none, mask], pixels);
        return new Sprite(pixels, area.Location);
    }
}
