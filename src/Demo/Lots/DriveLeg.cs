namespace LiveParking.Demo.Lots;

/// <summary>A part of a drive with one speed limit. Metres and metres a second.</summary>
/// <param name="From">Where it begins on the path.</param>
/// <param name="To">Where it ends; before <paramref name="From"/> when the car drives backwards.</param>
/// <param name="Limit">The highest speed.</param>
/// <param name="Stops">Whether the car stops at its end.</param>
internal readonly record struct DriveLeg(double From, double To, double Limit, bool Stops)
{
    /// <summary>Metres.</summary>
    public double Length => Math.Abs(To - From);
}
