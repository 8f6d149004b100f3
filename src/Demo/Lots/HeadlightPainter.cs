using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>Draws a car's headlight beam on the floor ahead of it.</summary>
internal sealed class HeadlightPainter(LotView view)
{
    private const int Coarseness = 4;

    // Metres ahead, metres to each side, and added brightness; together they fade out.
    private static readonly (double Reach, double Width, double Value)[] Cones =
        [(7.6, 2.2, 9), (6.6, 1.95, 10), (5.6, 1.7, 11), (4.6, 1.45, 12), (3.6, 1.2, 13), (2.6, 1.0, 14), (1.6, 0.85, 15)];

    /// <summary>A beam whose light is added to the picture. The caller disposes it.</summary>
    public Sprite Beam(CarModel car, in CarPose pose)
    {
        var (sin, cos) = Math.SinCos(pose.Heading);
        var (x0, y0) = (pose.X, pose.Y);
        var front = (car.Length / 2) - 0.1;
        var outer = Cone(Cones[0].Reach, Cones[0].Width);
        var blur = Math.Max(5, (int)(view.Scale(x0, y0) * 0.9 / Coarseness)) | 1;
        var margin = Coarseness * blur;
        var left = (int)outer.Min(p => p.X) - margin;
        var top = (int)outer.Min(p => p.Y) - margin;
        var size = new Size(
            ((int)outer.Max(p => p.X) + margin - left) / Coarseness, ((int)outer.Max(p => p.Y) + margin - top) / Coarseness);
        using var small = new Mat(size, MatType.CV_8UC1, Scalar.Black);
        using var layer = new Mat(size, MatType.CV_8UC1);
        foreach (var (reach, width, value) in Cones)
        {
            layer.SetTo(Scalar.Black);
            Cv2.FillConvexPoly(
                layer, Cone(reach, width).Select(p => new Point((int)((p.X - left) * 16 / Coarseness), (int)((p.Y - top) * 16 / Coarseness))),
                Scalar.All(value), LineTypes.AntiAlias, 4);
            Cv2.Add(small, layer, small);
        }

        Cv2.GaussianBlur(small, small, new Size(blur, blur), 0);
        using var light = new Mat();
        Cv2.Resize(small, light, new Size(size.Width * Coarseness, size.Height * Coarseness), 0, 0, InterpolationFlags.Linear);
        using var blue = new Mat();
        using var none = new Mat(light.Size(), MatType.CV_8UC1, Scalar.Black);
        light.ConvertTo(blue, MatType.CV_8UC1, 0.72);
        var pixels = new Mat();
        Cv2.Merge([blue, light, light, none], pixels);
        return new Sprite(pixels, new Point(left, top));

        Point2d[] Cone(double reach, double width) =>
            [Place(front, -0.75), Place(front, 0.75), Place(front + reach, width), Place(front + reach + 0.6, 0), Place(front + reach, -width)];

        Point2d Place(double x, double y) => view.Project(x0 + (x * cos) - (y * sin), y0 + (x * sin) + (y * cos), 0);
    }
}
