namespace LiveParking.Bench.Occupancy;

/// <summary>The measured load.</summary>
/// <param name="Phones">Phones that follow the location.</param>
/// <param name="Rate">Updates a second.</param>
/// <param name="Measured">How long each server is measured.</param>
/// <param name="Warmup">How long it runs before.</param>
internal sealed record OccupancyLoad(int Phones, int Rate, TimeSpan Measured, TimeSpan Warmup)
{
    /// <summary>Number of updates in a time span.</summary>
    public int Steps(TimeSpan time) => (int)Math.Round(time.TotalSeconds * Rate);
}
