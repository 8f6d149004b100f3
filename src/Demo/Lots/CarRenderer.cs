using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>
/// Draws a car part by part, from the sills up, at several times its size, and scales it down for smooth edges. The viewer is always above the roof,
/// so higher parts are drawn later.
/// </summary>
internal sealed class CarRenderer(LotView view) : IDisposable
{
    private const int Sides = CarOutline.Sides;
    private static readonly Scalar Glass = new(58, 48, 42);

    private readonly CarCanvas _canvas = new(view);
    private CarModel _car = null!;
    private CarPose _pose;

    /// <summary>The car's body. The caller disposes it.</summary>
    /// <param name="car">The car.</param>
    /// <param name="pose">Its position.</param>
    /// <param name="oversampling">Scale factor of the drawing: 3 for parked cars, 2 for moving cars, which are drawn often.</param>
    public Sprite Body(CarModel car, in CarPose pose, int oversampling)
    {
        (_car, _pose) = (car, pose);
        _canvas.Begin(car, pose, oversampling);
        DrawLowerBody();
        DrawCabin();
        return _canvas.Finish();
    }

    public void Dispose() => _canvas.Dispose();

    private void DrawLowerBody()
    {
        var (a, b) = (_car.Length / 2, _car.Width / 2);
        var dark = new Scalar(38, 36, 36);
        _canvas.Band((0.16, a * 0.95, b * 0.90), (0.34, a * 0.99, b * 0.97), (_, _) => dark, 0.2);
        _canvas.Band((0.34, a * 0.99, b * 0.97), (_car.Deck * 0.66, a, b), (_, _) => _car.Paint, _car.Gloss);
        Wheels();
        _canvas.Band((_car.Deck * 0.66, a, b), (_car.Deck, a * 0.955, b * 0.91), (_, _) => _car.Paint, _car.Gloss);
        Lights(a, b);
        _canvas.Deck(_car.Deck, -a * 0.955, a * 0.955, b * 0.91, 4.5, 1.0);

        // The edges of the bonnet.
        _canvas.Line(_car.Deck, _car.GlassFront, -b * 0.78, a * 0.93, -b * 0.62);
        _canvas.Line(_car.Deck, _car.GlassFront, b * 0.78, a * 0.93, b * 0.62);
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
            _canvas.Quad(
                (x0, y0, _car.Deck), (x1, y1, _car.Deck), (x2, y2, _car.Height), (x3, y3, _car.Height),
                IsPillar(side) ? _car.Paint : Glass, IsPillar(side) ? _car.Gloss : 0.95);
        }

        MiddlePillars(low, high);
        _canvas.Deck(_car.Height, high.From, high.To, high.Half, 5, 1.06);

        // The reflection of the lamps in the roof.
        var (middle, half) = ((high.From + high.To) / 2, (high.To - high.From) / 2);
        _canvas.Deck(_car.Height + 0.01, middle - (half * 0.72), middle + (half * 0.5), high.Half * 0.62, 3, 1.06 + (0.13 * _car.Gloss));
    }

    // The corners of the windows; the sides of the outline cluster there.
    private static bool IsPillar(int side) => side % (Sides / 4) == (Sides / 8) - 1;

    // The pillar between the front and the rear door.
    private void MiddlePillars((double From, double To, double Half) low, (double From, double To, double Half) high)
    {
        var (x0, x1) = ((low.From + low.To) / 2, (high.From + high.To) / 2);
        foreach (var side in (int[])[-1, 1])
        {
            _canvas.Quad(
                (x0 + (side * 0.05), side * low.Half, _car.Deck), (x0 - (side * 0.05), side * low.Half, _car.Deck),
                (x1 - (side * 0.05), side * high.Half, _car.Height), (x1 + (side * 0.05), side * high.Half, _car.Height), _car.Paint, _car.Gloss);
        }
    }

    private void Wheels()
    {
        foreach (var side in (int[])[-1, 1])
        {
            if (!_canvas.Faces(0, side, 0.4, 0.05))
                continue;
            foreach (var axle in (double[])[-_car.RearAxle, _car.Length * 0.305])
            {
                _canvas.Disc(axle, side * _car.Width * 0.488, 0.36, 0.345, new Scalar(24, 22, 22));
                _canvas.Disc(axle, side * _car.Width * 0.495, 0.33, 0.30, new Scalar(30, 28, 28));
                _canvas.Disc(axle, side * _car.Width * 0.5, 0.33, 0.185, new Scalar(150, 150, 150));
                _canvas.Disc(axle, side * _car.Width * 0.5, 0.33, 0.06, new Scalar(70, 70, 70));
            }
        }
    }

    private void Lights(double a, double b)
    {
        var (low, high) = (_car.Deck * 0.62, _car.Deck * 0.84);
        if (_canvas.Faces(1, 0, 0.6))
        {
            _canvas.Plate(a * 1.002, low * 0.62, low * 0.98, -b * 0.5, b * 0.5, new Scalar(30, 28, 28), false);
            var lamp = _pose.Lights ? new Scalar(235, 252, 255) : new Scalar(196, 196, 190);
            _canvas.Plate(a * 0.99, low, high, -b * 0.86, -b * 0.46, lamp, _pose.Lights);
            _canvas.Plate(a * 0.99, low, high, b * 0.46, b * 0.86, lamp, _pose.Lights);
        }

        if (_canvas.Faces(-1, 0, 0.6))
        {
            var tail = _pose.Brakes ? new Scalar(70, 70, 255) : _pose.Lights ? new Scalar(40, 30, 225) : new Scalar(40, 34, 140);
            _canvas.Plate(-a * 0.99, low, high, -b * 0.88, -b * 0.5, tail, _pose.Brakes || _pose.Lights);
            _canvas.Plate(-a * 0.99, low, high, b * 0.5, b * 0.88, tail, _pose.Brakes || _pose.Lights);
            _canvas.Plate(-a * 1.002, low * 0.7, low * 0.98, -b * 0.3, b * 0.3, new Scalar(212, 214, 214), false);
            if (_pose.Reverses)
                _canvas.Plate(-a * 0.995, low * 0.96, low * 1.1, b * 0.36, b * 0.5, new Scalar(250, 250, 250), true);
        }
    }

    private static (double X, double Y) Box(int side, double from, double to, double half)
    {
        var (x, y) = CarOutline.At(side, (to - from) / 2, half, 6);
        return (x + ((from + to) / 2), y);
    }
}
