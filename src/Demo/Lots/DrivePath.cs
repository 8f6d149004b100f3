namespace LiveParking.Demo.Lots;

/// <summary>
/// The path from the end of an aisle into a bay, followed by the rear axle as with a real car: along the left lane, a quarter circle to the right,
/// and straight in. The way out is the same path backwards, and then forwards along the lane.
/// </summary>
/// <param name="bay">The bay.</param>
/// <param name="car">The car.</param>
/// <param name="from">x where the car comes into view, in metres; its sign is that of the bay's <see cref="LotBay.Inwards"/>.</param>
/// <param name="to">x where a car that leaves goes out of view.</param>
internal sealed class DrivePath(LotBay bay, CarModel car, double from, double to)
{
    /// <summary>From the middle of an aisle to the middle of a lane, in metres.</summary>
    public const double LaneOffset = 1.65;

    private const double Radius = 4.3, Overshoot = 0.8;

    private int Side => bay.Inwards;

    private double LaneY => bay.AisleY - (Side * LaneOffset);

    /// <summary>Metres to where the turn begins.</summary>
    public double TurnBegins => Math.Abs(from - (bay.X + (Side * Radius)));

    /// <summary>Metres to where the turn ends.</summary>
    public double TurnEnds => TurnBegins + (Radius * Math.PI / 2);

    /// <summary>Metres to the parking position in the bay.</summary>
    public double Length => TurnEnds + Math.Abs(bay.Y - (Side * car.RearAxle) - (LaneY + (Side * Radius)));

    /// <summary>Where a car that backs out stops and continues forwards.</summary>
    public double BackedOut => TurnBegins - Overshoot;

    /// <summary>Metres from there until it is out of view.</summary>
    public double WayOut => Math.Abs(to - (from - (Side * BackedOut)));

    /// <summary>The car's middle and heading after this many metres on the way in.</summary>
    public (double X, double Y, double Heading) In(double metres)
    {
        var along = Side > 0 ? Math.PI : 0;
        if (metres <= TurnBegins)
            return Middle(from - (Side * metres), LaneY, along);
        if (metres >= TurnEnds)
            return Middle(bay.X, LaneY + (Side * (Radius + metres - TurnEnds)), along - (Math.PI / 2));
        var turned = (metres - TurnBegins) / Radius;
        return Middle(
            bay.X + (Side * Radius * (1 - Math.Sin(turned))), LaneY + (Side * Radius * (1 - Math.Cos(turned))), along - turned);
    }

    private (double X, double Y, double Heading) Middle(double x, double y, double heading) =>
        (x + (car.RearAxle * Math.Cos(heading)), y + (car.RearAxle * Math.Sin(heading)), heading);
}
