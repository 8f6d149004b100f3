using System.Globalization;
using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>Paints the floor of a lot as seen from straight above: coatings, joints, stains, lines, arrows, numbers and light.</summary>
internal sealed class FloorPainter(LotLayout layout, LotPalette palette, string name)
{
    /// <summary>Pixels for each metre.</summary>
    public const int Resolution = 32;

    private static readonly Scalar White = new(226, 230, 230);
    private static readonly Size Area = new(
        (int)((LotLayout.Right - LotLayout.Left) * Resolution), (int)((LotLayout.Far - LotLayout.Near) * Resolution));

    /// <summary>The floor; its first pixel is the far left corner.</summary>
    public Mat Paint()
    {
        var floor = new Mat(Area, MatType.CV_8UC3, palette.Aisle);
        var random = LotRandom.For(name, "floor");
        foreach (var bay in layout.Bays)
            Fill(floor, Rectangle(bay.X, bay.Y, LotLayout.BayWidth, LotLayout.BayDepth), Coating(bay));
        PaintWear(floor, random);
        PaintLines(floor);
        PaintArrows(floor);
        PaintNumbers(floor);
        AddGrain(floor, random);
        Light(floor);
        return floor;
    }

    private Scalar Coating(LotBay bay) => bay.Kind switch
    {
        LotBayKind.Disabled => new Scalar(158, 96, 44),
        LotBayKind.Charging => new Scalar(86, 128, 58),
        _ => palette.Bay,
    };

    // Stains below the cars, tyre marks along the aisles and joints between the slabs.
    private void PaintWear(Mat floor, Random random)
    {
        using var wear = new Mat(Area, MatType.CV_8UC1, Scalar.Black);
        foreach (var bay in layout.Bays)
        {
            for (var stain = random.Next(0, 4); stain > 0; stain--)
            {
                var radius = random.Between(0.08, 0.4);
                Cv2.Ellipse(
                    wear, At(bay.X + random.Between(-0.6, 0.6), bay.Y + random.Between(-1.8, 1.8)),
                    new Size(radius * Resolution, radius * Resolution * random.Between(0.6, 1.6)), random.Next(180), 0, 360,
                    Scalar.All(random.Next(25, 90)), -1);
            }
        }

        foreach (var aisle in (double[])[LotLayout.BackAisleY, LotLayout.FrontAisleY])
        {
            foreach (var offset in (double[])[-2.45, -0.85, 0.85, 2.45])
                Fill(wear, Rectangle(0, aisle + offset, LotLayout.Right - LotLayout.Left, 0.42), Scalar.All(34));
        }

        Cv2.GaussianBlur(wear, wear, new Size(25, 25), 0);
        for (var x = LotLayout.Left; x < LotLayout.Right; x += 6.875)
            Cv2.Line(wear, At(x, LotLayout.Near), At(x, LotLayout.Far), Scalar.All(70), 1);
        for (var y = LotLayout.Near; y < LotLayout.Far; y += 6.1)
            Cv2.Line(wear, At(LotLayout.Left, y), At(LotLayout.Right, y), Scalar.All(70), 1);
        using var dark = new Mat();
        Cv2.CvtColor(wear, dark, ColorConversionCodes.GRAY2BGR);
        Cv2.AddWeighted(floor, 1, dark, -0.55, 0, floor);
    }

    private void PaintLines(Mat floor)
    {
        foreach (var bay in layout.Bays)
        {
            foreach (var side in (double[])[-0.5, 0.5])
                Fill(floor, Rectangle(bay.X + (side * LotLayout.BayWidth), bay.Y, 0.11, LotLayout.BayDepth), White);
            var back = bay.Y + (bay.Inwards * LotLayout.BayDepth / 2);
            Fill(floor, Rectangle(bay.X, back, LotLayout.BayWidth, 0.11), White);

            // A wheel stop.
            var stop = bay.Y + (bay.Inwards * ((LotLayout.BayDepth / 2) - 0.55));
            Fill(floor, Rectangle(bay.X, stop - 0.05, 1.7, 0.2), new Scalar(60, 60, 60));
            Fill(floor, Rectangle(bay.X, stop, 1.7, 0.15), new Scalar(70, 190, 220));
        }

        foreach (var aisle in (double[])[LotLayout.BackAisleY, LotLayout.FrontAisleY])
        {
            for (var x = LotLayout.Left; x < LotLayout.Right; x += 3)
                Fill(floor, Rectangle(x + 0.75, aisle, 1.5, 0.1), White);
        }

        // A zebra crossing through both aisles.
        foreach (var aisle in (double[])[LotLayout.BackAisleY, LotLayout.FrontAisleY])
        {
            for (var stripe = -3; stripe <= 3; stripe++)
                Fill(floor, Rectangle(layout.Mirrored ? 5.5 : -5.5, aisle + (stripe * 0.95), 2.6, 0.48), White);
        }
    }

    // Cars keep to the left: on the far side of the aisle they drive to the right of the picture.
    private static void PaintArrows(Mat floor)
    {
        foreach (var aisle in (double[])[LotLayout.BackAisleY, LotLayout.FrontAisleY])
        {
            foreach (var x in (double[])[-24.75, -13.75, 0, 13.75, 24.75])
            {
                foreach (var way in (int[])[-1, 1])
                {
                    var y = aisle + (way * 1.65);
                    Fill(floor, Rectangle(x - (way * 0.5), y, 1.5, 0.16), White);
                    Fill(floor, [At(x + (way * 1.15), y), At(x + (way * 0.2), y + 0.42), At(x + (way * 0.2), y - 0.42)], White);
                }
            }
        }
    }

    private void PaintNumbers(Mat floor)
    {
        foreach (var bay in layout.Bays)
        {
            var y = bay.Y - (bay.Inwards * ((LotLayout.BayDepth / 2) - 0.55));
            Stamp(floor, bay.Number.ToString(CultureInfo.InvariantCulture), bay.X, y, 0.52, 0.17);
            if (bay.Kind == LotBayKind.Charging)
                Stamp(floor, "EV", bay.X, bay.Y + 0.3, 1.0, 0.15);
            if (bay.Kind == LotBayKind.Disabled)
                PaintWheelchair(floor, bay.X, bay.Y + 0.2);
        }
    }

    private static void PaintWheelchair(Mat floor, double x, double y)
    {
        const int Stroke = (int)(0.13 * Resolution);
        Cv2.Circle(floor, At(x - 0.1, y + 0.85), (int)(0.15 * Resolution), White, -1, LineTypes.AntiAlias);
        Cv2.Ellipse(floor, At(x - 0.05, y - 0.25), new Size(0.48 * Resolution, 0.48 * Resolution), 0, -10, 235, White, Stroke, LineTypes.AntiAlias);
        Cv2.Polylines(
            floor, [[At(x - 0.1, y + 0.62), At(x - 0.05, y + 0.02), At(x + 0.4, y + 0.02), At(x + 0.62, y - 0.62), At(x + 0.8, y - 0.58)]],
            false, White, Stroke, LineTypes.AntiAlias);
    }

    private static void Stamp(Mat floor, string text, double x, double y, double height, double weight)
    {
        using var mask = Lettering.Mask(text, height * Resolution, weight);
        var middle = At(x, y);
        using var area = new Mat(floor, new Rect(middle.X - (mask.Width / 2), middle.Y - (mask.Height / 2), mask.Width, mask.Height));
        area.SetTo(White, mask.Threshold(100, 255, ThresholdTypes.Binary));
    }

    // Concrete is cloudy at large scale and a little rough at small scale. More roughness would only cost bytes in every frame.
    private static void AddGrain(Mat floor, Random random)
    {
        using var cloudy = Noise(new Size(Area.Width / 60, Area.Height / 60), 30, random);
        using var rough = Noise(new Size(Area.Width / 3, Area.Height / 3), 5, random);
        using var grain = new Mat();
        using var fine = new Mat();
        Cv2.Resize(cloudy, grain, Area, 0, 0, InterpolationFlags.Cubic);
        Cv2.Resize(rough, fine, Area, 0, 0, InterpolationFlags.Linear);
        Cv2.AddWeighted(grain, 1, fine, 1, -128, grain);
        using var wide = new Mat();
        Cv2.CvtColor(grain, wide, ColorConversionCodes.GRAY2BGR);
        Cv2.AddWeighted(floor, 1, wide, 1, -128, floor);
    }

    private static Mat Noise(Size size, int range, Random random)
    {
        var noise = new Mat(size, MatType.CV_8UC1);
        for (var row = 0; row < size.Height; row++)
        {
            foreach (ref var value in noise.RowSpan<byte>(row))
                value = (byte)(128 - (range / 2) + random.Next(range + 1));
        }

        return noise;
    }

    private void Light(Mat floor)
    {
        const int Coarse = 8;
        const double Metres = (double)Coarse / Resolution;
        using var small = Shading.Map(
            Area.Width / Coarse, Area.Height / Coarse, (u, v) => LotLight.At(LotLayout.Left + (u * Metres), LotLayout.Far - (v * Metres)));
        using var light = new Mat();
        Cv2.Resize(small, light, Area, 0, 0, InterpolationFlags.Linear);
        Shading.Apply(floor, light, palette.Light);
    }

    /// <summary>The pixel of a position.</summary>
    public static Point At(double x, double y) =>
        new((int)Math.Round((x - LotLayout.Left) * Resolution), (int)Math.Round((LotLayout.Far - y) * Resolution));

    private static Point[] Rectangle(double x, double y, double width, double depth) =>
    [
        At(x - (width / 2), y - (depth / 2)), At(x + (width / 2), y - (depth / 2)),
        At(x + (width / 2), y + (depth / 2)), At(x - (width / 2), y + (depth / 2)),
    ];

    private static void Fill(Mat mat, Point[] corners, Scalar color) => Cv2.FillConvexPoly(mat, corners, color, LineTypes.AntiAlias);
}
