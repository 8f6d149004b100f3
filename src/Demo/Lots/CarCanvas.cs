using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>
/// A canvas on which one car is drawn as shaded polygons. Coordinates are metres from the middle of the car's floor: X to its front, Y to its side, Z
/// up. Later polygons cover earlier ones.
/// </summary>
internal sealed class CarCanvas(LotView view) : IDisposable
{
    private const int Sides = CarOutline.Sides, SubPixelBits = 4;

    private readonly Mat _canvas = new();
    private CarModel _car = null!;
    private CarPose _pose;
    private double _cos, _sin, _light;
    private int _oversampling;
    private Rect _area;

    /// <summary>Starts with an empty canvas for a car.</summary>
    /// <param name="car">The car.</param>
    /// <param name="pose">Its position.</param>
    /// <param name="oversampling">Scale factor of the drawing.</param>
    public void Begin(CarModel car, in CarPose pose, int oversampling)
    {
        (_car, _pose, _oversampling) = (car, pose, oversampling);
        (_sin, _cos) = Math.SinCos(pose.Heading);
        _light = LotLight.At(pose.X, pose.Y);
        _area = Bounds();
        _canvas.Create(_area.Height * oversampling, _area.Width * oversampling, MatType.CV_8UC4);
        _canvas.SetTo(default);
    }

    /// <summary>The drawing, scaled down to its size. The caller disposes it.</summary>
    public Sprite Finish()
    {
        var small = new Mat();
        Cv2.Resize(_canvas, small, _area.Size, 0, 0, InterpolationFlags.Area);
        return new Sprite(small, _area.Location);
    }

    public void Dispose() => _canvas.Dispose();

    /// <summary>Whether a vertical side of the car is visible.</summary>
    /// <param name="x">The direction that it faces.</param>
    /// <param name="y">The direction that it faces.</param>
    /// <param name="z">Its height.</param>
    /// <param name="least">The cosine of the angle at which it is just visible.</param>
    public bool Faces(double x, double y, double z, double least = 0) => LotView.Dot(Normal(x, y, 0), view.Towards(_pose.X, _pose.Y, z)) > least;

    /// <summary>A band around the car between two outlines.</summary>
    /// <param name="low">The lower one: its height, half its length and half its width, in metres.</param>
    /// <param name="high">The upper one.</param>
    /// <param name="paint">The color at a place of the lower outline.</param>
    /// <param name="gloss">How much of a lamp it reflects, 0 to 1.</param>
    public void Band(
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

    /// <summary>A horizontal plate in the car's paint.</summary>
    /// <param name="z">Its height.</param>
    /// <param name="from">Its rear end along the car.</param>
    /// <param name="to">Its front end.</param>
    /// <param name="half">Half its width.</param>
    /// <param name="power">How square its corners are; 2 is an ellipse.</param>
    /// <param name="brightness">Factor for its shade.</param>
    public void Deck(double z, double from, double to, double half, double power, double brightness)
    {
        var (middle, length) = ((from + to) / 2, (to - from) / 2);
        Span<Point2d> ring = stackalloc Point2d[Sides];
        for (var side = 0; side < Sides; side++)
        {
            var (x, y) = CarOutline.At(side, length, half, power);
            ring[side] = Project(x + middle, y, z);
        }

        Fill(ring, Shade(_car.Paint, new Point3d(0, 0, 1), _car.Gloss, z, brightness));
    }

    /// <summary>A surface with four corners; draws nothing when it faces away.</summary>
    public void Quad(
        (double X, double Y, double Z) p0, (double X, double Y, double Z) p1, (double X, double Y, double Z) p2, (double X, double Y, double Z) p3,
        Scalar paint, double gloss)
    {
        var u = new Point3d(p1.X - p0.X, p1.Y - p0.Y, p1.Z - p0.Z);
        var v = new Point3d(p3.X - p0.X, p3.Y - p0.Y, p3.Z - p0.Z);
        var flat = LotView.Unit(LotView.Cross(u, v));
        var normal = Normal(flat.X, flat.Y, flat.Z);
        if (LotView.Dot(normal, view.Towards(_pose.X, _pose.Y, p0.Z)) <= 0)
            return;
        Span<Point2d> corners = [Project(p0.X, p0.Y, p0.Z), Project(p1.X, p1.Y, p1.Z), Project(p2.X, p2.Y, p2.Z), Project(p3.X, p3.Y, p3.Z)];
        Fill(corners, Shade(paint, normal, gloss, p0.Z, 1));
    }

    /// <summary>A vertical disc along the car's side.</summary>
    public void Disc(double x, double y, double z, double radius, Scalar color)
    {
        Span<Point2d> ring = stackalloc Point2d[16];
        for (var side = 0; side < ring.Length; side++)
        {
            var (sin, cos) = Math.SinCos(side * Math.Tau / ring.Length);
            ring[side] = Project(x + (radius * cos), y, Math.Max(0.01, z + (radius * sin)));
        }

        Fill(ring, Times(color, 0.35 + (0.6 * _light)));
    }

    /// <summary>A vertical plate across the car.</summary>
    public void Plate(double x, double low, double high, double from, double to, Scalar color, bool glows)
    {
        Span<Point2d> corners = [Project(x, from, low), Project(x, to, low), Project(x, to, high), Project(x, from, high)];
        Fill(corners, glows ? color : Times(color, 0.3 + (0.65 * _light)));
    }

    /// <summary>A thin horizontal line in a darker shade of the car's paint.</summary>
    public void Line(double z, double x0, double y0, double x1, double y1)
    {
        Span<Point2d> corners = [Project(x0, y0 - 0.014, z), Project(x1, y1 - 0.014, z), Project(x1, y1 + 0.014, z), Project(x0, y0 + 0.014, z)];
        Fill(corners, Shade(_car.Paint, new Point3d(0, 0, 1), 0, z, 0.78));
    }

    private Scalar Shade(Scalar paint, Point3d normal, double gloss, double z, double brightness)
    {
        var towards = view.Towards(_pose.X, _pose.Y, z);
        var direct = Math.Max(0, LotView.Dot(normal, LotLight.Direction));
        var half = LotView.Unit(towards + LotLight.Direction);
        var mirror = Math.Pow(Math.Max(0, LotView.Dot(normal, half)), 24) * gloss * 70;

        // Low surfaces and surfaces that face away from the lamps get less light; the floor reflects some.
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
            corners[i] = Project(x * _car.Length, y * _car.Width, (i & 4) == 0 ? 0 : _car.Height);
        }

        return CarOutline.Around(corners, 3);
    }

    private Point2d Project(double x, double y, double z) =>
        view.Project(_pose.X + (x * _cos) - (y * _sin), _pose.Y + (x * _sin) + (y * _cos), z);

    private Point3d Normal(double x, double y, double z) => new((x * _cos) - (y * _sin), (x * _sin) + (y * _cos), z);
}
