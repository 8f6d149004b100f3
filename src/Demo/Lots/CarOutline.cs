using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>The shape of cars seen from above.</summary>
internal static class CarOutline
{
    /// <summary>Corners of an outline.</summary>
    public const int Sides = 32;

    /// <summary>A corner of a superellipse, nearly a rectangle with round corners.</summary>
    /// <param name="side">The corner's index, from 0; it wraps around after <see cref="Sides"/>.</param>
    /// <param name="a">Half the length.</param>
    /// <param name="b">Half the width.</param>
    /// <param name="power">2 is an ellipse; more is closer to a rectangle.</param>
    public static (double X, double Y) At(int side, double a, double b, double power)
    {
        var (sin, cos) = Math.SinCos((side + 0.5) * Math.Tau / Sides);
        return (a * Math.Sign(cos) * Math.Pow(Math.Abs(cos), 2 / power), b * Math.Sign(sin) * Math.Pow(Math.Abs(sin), 2 / power));
    }

    /// <summary>The smallest pixel rectangle around points, plus a margin.</summary>
    public static Rect Around(ReadOnlySpan<Point2d> points, int margin)
    {
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (var point in points)
        {
            (left, right) = (Math.Min(left, point.X), Math.Max(right, point.X));
            (top, bottom) = (Math.Min(top, point.Y), Math.Max(bottom, point.Y));
        }

        var at = new Point((int)Math.Floor(left) - margin, (int)Math.Floor(top) - margin);
        return new Rect(at.X, at.Y, (int)Math.Ceiling(right) + margin - at.X, (int)Math.Ceiling(bottom) + margin - at.Y);
    }
}
