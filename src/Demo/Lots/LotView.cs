using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>A pinhole camera that looks down on the lot.</summary>
internal sealed class LotView
{
    public const int Width = 1280, Height = 720;

    private readonly Point3d _eye;
    private readonly Point3d _right, _up, _forward;
    private readonly double _focal;

    public LotView(string name, bool mirrored)
    {
        var random = LotRandom.For(name, "view");
        var side = mirrored ? 1 : -1;
        _eye = new Point3d(side * random.Between(9, 12.5), -17.5, random.Between(13.2, 14.8));
        var target = new Point3d(side * -0.8, 7.7, 0);
        _focal = Width * 0.905;
        _forward = Unit(target - _eye);
        _right = Unit(Cross(_forward, new Point3d(0, 0, 1)));
        _up = Cross(_right, _forward);
    }

    /// <summary>The pixel position of a point of the lot.</summary>
    public Point2d Project(double x, double y, double z)
    {
        var d = new Point3d(x, y, z) - _eye;
        var depth = Dot(d, _forward);
        return new Point2d((Width / 2.0) + (_focal * Dot(d, _right) / depth), (Height / 2.0) - (_focal * Dot(d, _up) / depth));
    }

    /// <summary>The distance of a point on the floor; more distant items are drawn first.</summary>
    public double Depth(double x, double y) => Dot(new Point3d(x, y, 0.5) - _eye, _forward);

    /// <summary>Pixels for each metre at this position.</summary>
    public double Scale(double x, double y) => _focal / Depth(x, y);

    /// <summary>Whether a position on the floor is well inside the picture.</summary>
    public bool IsSeen(double x, double y) => Project(x, y, 0) is { X: > 60 and < Width - 60, Y: > 40 and < Height - 50 };

    /// <summary>x on an aisle beyond which a car is invisible, in metres.</summary>
    /// <param name="aisleY">The middle of the aisle.</param>
    /// <param name="side">-1 for the left end, +1 for the right end.</param>
    public double EndOfView(double aisleY, int side)
    {
        const double CarLength = 5, Farthest = 70;
        var x = 0.0;
        while (x < Farthest && Project(side * x, aisleY, 0) is { X: > 0 and < Width, Y: > 0 and < Height })
            x++;
        return side * (x + CarLength);
    }

    /// <summary>Unit vector from a point of the lot to the viewer.</summary>
    public Point3d Towards(double x, double y, double z) => Unit(_eye - new Point3d(x, y, z));

    public static Point3d Unit(Point3d v)
    {
        var length = Math.Sqrt(Dot(v, v));
        return new Point3d(v.X / length, v.Y / length, v.Z / length);
    }

    public static double Dot(Point3d a, Point3d b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    public static Point3d Cross(Point3d a, Point3d b) =>
        new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));
}
