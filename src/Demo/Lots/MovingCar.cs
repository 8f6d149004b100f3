namespace LiveParking.Demo.Lots;

/// <summary>A moving car, with the speeds of a careful driver.</summary>
internal sealed class MovingCar
{
    private const double Acceleration = 2.1, Deceleration = 2.3;
    private const double AisleSpeed = 6.8, TurnSpeed = 2.7, BaySpeed = 1.9, ReverseSpeed = 1.9;

    private readonly DriveLeg[] _legs;
    private readonly Func<double, (double X, double Y, double Heading)> _at;
    private int _leg;
    private double _driven;
    private double _speed;
    private bool _brakes;

    private MovingCar(
        CarModel car, LotBay? bay, double aisleY, double speed, Func<double, (double X, double Y, double Heading)> at, params DriveLeg[] legs) =>
        (Car, Bay, AisleY, _speed, _at, _legs) = (car, bay, aisleY, speed, at, legs);

    public CarModel Car { get; }

    /// <summary>The bay where it will park; null when it leaves the picture.</summary>
    public LotBay? Bay { get; }

    /// <summary>The aisle that it drives on.</summary>
    public double AisleY { get; }

    /// <summary>Whether it has arrived.</summary>
    public bool IsDone => _leg == _legs.Length;

    /// <summary>Its current pose.</summary>
    public CarPose Pose
    {
        get
        {
            var leg = _legs[Math.Min(_leg, _legs.Length - 1)];
            var (x, y, heading) = _at(IsDone ? leg.To : leg.From + (Math.Sign(leg.To - leg.From) * _driven));
            return new CarPose(x, y, heading, Lights: !IsDone || Bay is null, _brakes && !IsDone, Reverses: leg.To < leg.From);
        }
    }

    /// <summary>Comes into view and parks.</summary>
    public static MovingCar Arriving(CarModel car, LotBay bay, DrivePath path) => new(
        car, bay, bay.AisleY, AisleSpeed, path.In,
        new DriveLeg(0, path.TurnBegins, AisleSpeed, false),
        new DriveLeg(path.TurnBegins, path.TurnEnds, TurnSpeed, false),
        new DriveLeg(path.TurnEnds, path.Length, BaySpeed, true));

    /// <summary>Backs out of its bay and drives out of view.</summary>
    /// <param name="car">The car.</param>
    /// <param name="bay">Its bay.</param>
    /// <param name="path">Its path.</param>
    /// <param name="offset">Its offset from the middle of its bay; reduced to zero on the way.</param>
    public static MovingCar Leaving(CarModel car, LotBay bay, DrivePath path, CarPose offset)
    {
        // Backwards along the path in, then straight along the lane, counted from past the end of the path.
        var on = path.Length + 1;
        return new MovingCar(
            car, null, bay.AisleY, 0, metres => metres >= on ? Out(metres - on) : Back(metres),
            new DriveLeg(path.Length, path.TurnEnds, ReverseSpeed, false),
            new DriveLeg(path.TurnEnds, path.BackedOut, ReverseSpeed, true),
            new DriveLeg(on, on + path.WayOut, AisleSpeed, false));

        (double X, double Y, double Heading) Back(double metres)
        {
            var (x, y, heading) = path.In(metres);
            var still = Math.Clamp((metres - path.TurnEnds) / (path.Length - path.TurnEnds), 0, 1);
            return (x + (offset.X * still), y, heading + (offset.Heading * still));
        }

        (double X, double Y, double Heading) Out(double metres)
        {
            var (x, y, heading) = path.In(path.BackedOut);
            return (x + (metres * Math.Cos(heading)), y, heading);
        }
    }

    /// <summary>Drives through the aisle from one end to the other.</summary>
    public static MovingCar Passing(CarModel car, double aisleY, int direction, double from, double to)
    {
        var y = aisleY + (direction * DrivePath.LaneOffset);
        return new MovingCar(
            car, null, aisleY, AisleSpeed, metres => (from + (direction * metres), y, direction > 0 ? 0 : Math.PI),
            new DriveLeg(0, Math.Abs(to - from), AisleSpeed, false));
    }

    /// <summary>Advances the car.</summary>
    /// <param name="seconds">The elapsed time; short compared with the whole drive.</param>
    public void Drive(double seconds)
    {
        if (IsDone)
            return;
        var allowed = AllowedSpeed();
        _brakes = _speed > allowed + 0.02;
        _speed = _brakes
            ? Math.Max(allowed, _speed - (Deceleration * 1.6 * seconds))
            : Math.Min(allowed, _speed + (Acceleration * seconds));

        // The speed never reaches 0 before the end; otherwise the car would not arrive.
        _driven += Math.Max(_speed, 0.12) * seconds;
        while (!IsDone && _driven >= _legs[_leg].Length)
        {
            _driven -= _legs[_leg].Length;
            if (_legs[_leg].Stops)
                (_speed, _driven) = (0, 0);
            _leg++;
        }
    }

    // The highest speed that still allows every limit ahead to be met.
    private double AllowedSpeed()
    {
        var allowed = _legs[_leg].Limit;
        var ahead = -_driven;
        for (var leg = _leg; leg < _legs.Length; leg++)
        {
            ahead += _legs[leg].Length;
            if (_legs[leg].Stops)
                return Math.Min(allowed, Math.Sqrt(2 * Deceleration * ahead));
            if (leg + 1 < _legs.Length)
                allowed = Math.Min(allowed, Math.Sqrt((_legs[leg + 1].Limit * _legs[leg + 1].Limit) + (2 * Deceleration * ahead)));
        }

        return allowed;
    }
}
