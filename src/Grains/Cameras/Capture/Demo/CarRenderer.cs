using OpenCvSharp;

namespace LiveParking.Grains.Cameras.Capture.Demo;

/// <summary>
/// Draws a car as shaded polygons, from the sills up, several times as large and scaled down for smooth edges. The viewer is always
/// above the roof, so what is higher is drawn later.
/// </summary>
internal sealed class CarRenderer(LotView view) : IDisposable
{
    private const int Sides = CarOutline.Sides, SubPixelBits = 4;
    private static readonly Scalar Glass = new(58, 48, 42);

    private readonly Mat _canvas = new();
    private CarModel _car = null!;
    private CarPose _pose;
    private double _cos, _sin, _light;
    private int _oversampling;
    private Rect _area;

    /// <summary>The car's body. The caller disposes it.</summary>
    /// <param name="car">The car.</param>
    /// <param name="pose">Where it is.</param>
    /// <param name="oversampling">How many times as large it is drawn: 3 for what stands, 2 for what moves and is drawn often.</param>
    public Sprite Body(CarModel car, in CarPose pose, int oversampling)
    {
        Begin(car, pose);
        _oversampling = oversampling;
        var small = new Mat();
        _area = Bounds();
        _canvas.Create(_area.Height * oversampling, _area.Width * oversampling, MatType.CV_8UC4);
        _canvas.SetTo(default);
        DrawLowerBody();
        DrawCabin();
        Cv2.Resize(_canvas, small, _area.Size, 0, 0, InterpolationFlags.Area);
        return new Sprite(small, _area.Location);
    }

    public void Dispose() => _canvas.Dispose();

    private void Begin(CarModel car, in CarPose pose)
    {
        (_car, _pose) = (car, pose);
        (_sin, _cos) = Math.SinCos(pose.Heading);
        _light = LotLight.At(pose.X, pose.Y);
    }

    private void DrawLowerBody()
    {
        var (a, b) = (_car.Length / 2, _car.Width / 2);
        var dark = new Scalar(38, 36, 36);
        Band((0.16, a * 0.95, b * 0.90), (0.34, a * 0.99, b * 0.97), (_, _) => dark, 0.2);
        Band((0.34, a * 0.99, b * 0.97), (_car.Deck * 0.66, a, b), (_, _) => _car.Paint, _car.Gloss);
        Wheels();
        Band((_car.Deck * 0.66, a, b), (_car.Deck, a * 0.955, b * 0.91), (_, _) => _car.Paint, _car.Gloss);
        Lights(a, b);
        Deck(_car.Deck, -a * 0.955, a * 0.955, b * 0.91, 4.5, 1.0);

        // The edges of the bonnet.
        Line(_car.Deck, _car.GlassFront, -b * 0.78, a * 0.93, -b * 0.62);
        Line(_car.Deck, _car.GlassFront, b * 0.78, a * 0.93, b * 0.62);
    }

    private void DrawCabin()
    {
        var b = _car.Width / 2;
        var (rear, front) = (_car.GlassRear, _car.GlassFront);
        var low = (From: rear, To: front, Half: b * 0.88);
        var high = (From: _car.RoofRear, To: _car.RoofFront, Half: b * 0.70);
        for (var side = 0; side < Sides; side++)
        {
            var (x0, y0) = Box(side, low.From, low.To, low.Half);
            var (x1, y1) = Box(side + 1, low.From, low.To, low.Half);
            var (x2, y2) = Box(side + 1, high.From, high.To, high.Half);
            var (x3, y3) = Box(side, high.From, high.To, high.Half);
            Quad(
                (x0, y0, _car.Deck), (x1, y1, _car.Deck), (x2, y2, _car.Height), (x3, y3, _car.Height),
                IsPillar(side) ? _car.Paint : Glass, IsPillar(side) ? _car.Gloss : 0.95);
        }

        MiddlePillars(low, high);
        Deck(_car.Height, high.From, high.To, high.Half, 5, 1.06);

        // What the lamps mirror in the roof.
        var (middle, half) = ((high.From + high.To) / 2, (high.To - high.From) / 2);
        Deck(_car.Height + 0.01, middle - (half * 0.72), middle + (half * 0.5), high.Half * 0.62, 3, 1.06 + (0.13 * _car.Gloss));
    }

    // The corners of the windows; the sides of the outline cluster there.
    private static bool IsPillar(int side) => side % (Sides / 4) == (Sides / 8) - 1;

    // The pillar between the front and the rear door.
    private void MiddlePillars((double From, double To, double Half) low, (double From, double To, double Half) high)
    {
        var (x0, x1) = ((low.From + low.To) / 2, (high.From + high.To) / 2);
        foreach (var side in (int[])[-1, 1])
        {
            Quad(
                (x0 + (side * 0.05), side * low.Half, _car.Deck), (x0 - (side * 0.05), side * low.Half, _car.Deck),
                (x1 - (side * 0.05), side * high.Half, _car.Height), (x1 + (side * 0.05), side * high.Half, _car.Height), _car.Paint, _car.Gloss);
        }
    }

    private void Wheels()
    {
        foreach (var side in (int[])[-1, 1])
        {
            if (LotView.Dot(Normal(0, side, 0), view.Towards(_pose.X, _pose.Y, 0.4)) < 0.05)
                continue;
            foreach (var axle in (double[])[-_car.RearAxle, _car.Length * 0.305])
            {
                Disc(axle, side * _car.Width * 0.488, 0.36, 0.345, new Scalar(24, 22, 22));
                Disc(axle, side * _car.Width * 0.495, 0.33, 0.30, new Scalar(30, 28, 28));
                Disc(axle, side * _car.Width * 0.5, 0.33, 0.185, new Scalar(150, 150, 150));
                Disc(axle, side * _car.Width * 0.5, 0.33, 0.06, new Scalar(70, 70, 70));
            }
        }
    }

    private void Lights(double a, double b)
    {
        var (low, high) = (_car.Deck * 0.62, _car.Deck * 0.84);
        if (LotView.Dot(Normal(1, 0, 0), view.Towards(_pose.X, _pose.Y, 0.6)) > 0)
        {
            Plate(a * 1.002, low * 0.62, low * 0.98, -b * 0.5, b * 0.5, new Scalar(30, 28, 28), false);
            var lamp = _pose.Lights ? new Scalar(235, 252, 255) : new Scalar(196, 196, 190);
            Plate(a * 0.99, low, high, -b * 0.86, -b * 0.46, lamp, _pose.Lights);
            Plate(a * 0.99, low, high, b * 0.46, b * 0.86, lamp, _pose.Lights);
        }

        if (LotView.Dot(Normal(-1, 0, 0), view.Towards(_pose.X, _pose.Y, 0.6)) > 0)
        {
            var tail = _pose.Brakes ? new Scalar(70, 70, 255) : _pose.Lights ? new Scalar(40, 30, 225) : new Scalar(40, 34, 140);
            Plate(-a * 0.99, low, high, -b * 0.88, -b * 0.5, tail, _pose.Brakes || _pose.Lights);
            Plate(-a * 0.99, low, high, b * 0.5, b * 0.88, tail, _pose.Brakes || _pose.Lights);
            Plate(-a * 1.002, low * 0.7, low * 0.98, -b * 0.3, b * 0.3, new Scalar(212, 214, 214), false);
            if (_pose.Reverses)
                Plate(-a * 0.995, low * 0.96, low * 1.1, b * 0.36, b * 0.5, new Scalar(250, 250, 250), true);
        }
    }

    private void Band(
        (double Z, double A, double B) low, (double Z, double A, double B) high, Func<double, double, Scalar> paint, double gloss)
    {
        for (var side = 0; side < Sides; side++)
        {
            var (x0, y0) = CarOutline.At(side, low.A, low.B, 5);
            var (x1, y1) = CarOutline.At(side + 1, low.A, low.B, 5);
            var (x2, y2) = CarOutline.At(side + 1, high.A, high.B, 5);
            var (x3, y3) = CarOutline.At(side, high.A, high.B, 5);
            Quad((x0, y0, low.Z), (x1, y1, low.Z), (x2, y2, high.Z), (x3, y3, high.Z), paint(x0, y0), gloss);
        }
    }

    private void Deck(double z, double from, double to, double half, double power, double brightness)
    {
        var (middle, length) = ((from + to) / 2, (to - from) / 2);
        Span<Point2d> ring = stackalloc Point2d[Sides];
        for (var side = 0; side < Sides; side++)
        {
            var (x, y) = CarOutline.At(side, length, half, power);
            ring[side] = Seen(x + middle, y, z);
        }

        Fill(ring, Shade(_car.Paint, new Point3d(0, 0, 1), _car.Gloss, z, brightness));
    }

    private void Quad(
        (double X, double Y, double Z) p0, (double X, double Y, double Z) p1, (double X, double Y, double Z) p2, (double X, double Y, double Z) p3,
        Scalar paint, double gloss)
    {
        var u = new Point3d(p1.X - p0.X, p1.Y - p0.Y, p1.Z - p0.Z);
        var v = new Point3d(p3.X - p0.X, p3.Y - p0.Y, p3.Z - p0.Z);
        var flat = LotView.Unit(LotView.Cross(u, v));
        var normal = Normal(flat.X, flat.Y, flat.Z);
        if (LotView.Dot(normal, view.Towards(_pose.X, _pose.Y, p0.Z)) <= 0)
            return;
        Span<Point2d> corners = [Seen(p0.X, p0.Y, p0.Z), Seen(p1.X, p1.Y, p1.Z), Seen(p2.X, p2.Y, p2.Z), Seen(p3.X, p3.Y, p3.Z)];
        Fill(corners, Shade(paint, normal, gloss, p0.Z, 1));
    }

    private void Disc(double x, double y, double z, double radius, Scalar color)
    {
        Span<Point2d> ring = stackalloc Point2d[16];
        for (var side = 0; side < ring.Length; side++)
        {
            var (sin, cos) = Math.SinCos(side * Math.Tau / ring.Length);
            ring[side] = Seen(x + (radius * cos), y, Math.Max(0.01, z + (radius * sin)));
        }

        Fill(ring, Times(color, 0.35 + (0.6 * _light)));
    }

    private void Plate(double x, double low, double high, double from, double to, Scalar color, bool glows)
    {
        Span<Point2d> corners = [Seen(x, from, low), Seen(x, to, low), Seen(x, to, high), Seen(x, from, high)];
        Fill(corners, glows ? color : Times(color, 0.3 + (0.65 * _light)));
    }

    private void Line(double z, double x0, double y0, double x1, double y1)
    {
        Span<Point2d> corners = [Seen(x0, y0 - 0.014, z), Seen(x1, y1 - 0.014, z), Seen(x1, y1 + 0.014, z), Seen(x0, y0 + 0.014, z)];
        Fill(corners, Shade(_car.Paint, new Point3d(0, 0, 1), 0, z, 0.78));
    }

    private Scalar Shade(Scalar paint, Point3d normal, double gloss, double z, double brightness)
    {
        var towards = view.Towards(_pose.X, _pose.Y, z);
        var direct = Math.Max(0, LotView.Dot(normal, LotLight.Direction));
        var half = LotView.Unit(towards + LotLight.Direction);
        var mirror = Math.Pow(Math.Max(0, LotView.Dot(normal, half)), 24) * gloss * 70;

        // Less light reaches what is low and looks away from the lamps; the floor throws some back.
        var diffuse = (0.40 + (0.58 * direct) + (0.06 * Math.Min(1, z))) * _light * brightness;
        return new Scalar(
            Math.Min(255, (paint.Val0 * diffuse) + (mirror * _light)),
            Math.Min(255, (paint.Val1 * diffuse) + (mirror * _light)),
            Math.Min(255, (paint.Val2 * diffuse) + (mirror * _light)), 255);
    }

    private static Scalar Times(Scalar color, double by) => new(
        Math.Min(255, color.Val0 * by), Math.Min(255, color.Val1 * by), Math.Min(255, color.Val2 * by), 255);

    private void Fill(ReadOnlySpan<Point2d> seen, Scalar color)
    {
        double unit = _oversampling << SubPixelBits;
        var points = new Point[seen.Length];
        for (var i = 0; i < seen.Length; i++)
            points[i] = new Point((int)((seen[i].X - _area.X) * unit), (int)((seen[i].Y - _area.Y) * unit));
        color.Val3 = 255;
        Cv2.FillConvexPoly(_canvas, points, color, LineTypes.Link8, SubPixelBits);
    }

    private Rect Bounds()
    {
        Span<Point2d> corners = stackalloc Point2d[8];
        for (var i = 0; i < 8; i++)
        {
            var (x, y) = ((i & 1) == 0 ? -0.5 : 0.5, (i & 2) == 0 ? -0.5 : 0.5);
            corners[i] = Seen(x * _car.Length, y * _car.Width, (i & 4) == 0 ? 0 : _car.Height);
        }

        return CarOutline.Around(corners, 3);
    }

    private Point2d Seen(double x, double y, double z) =>
        view.Project(_pose.X + (x * _cos) - (y * _sin), _pose.Y + (x * _sin) + (y * _cos), z);

    private Point3d Normal(double x, double y, double z) => new((x * _cos) - (y * _sin), (x * _sin) + (y * _cos), z);

    private static (double X, double Y) Box(int side, double from, double to, double half)
    {
        var (x, y) = CarOutline.At(side, (to - from) / 2, half, 6);
        return (x + ((from + to) / 2), y);
    }
}
