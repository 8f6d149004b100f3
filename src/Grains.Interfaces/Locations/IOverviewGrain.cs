using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Changes;

namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>
/// The newest summary of every location, in one call whatever the number of levels. One grain, with the key <see cref="Key"/>. It follows all
/// locations through their live streams.
/// </summary>
[Alias("live-parking.IOverviewGrain")]
public interface IOverviewGrain : IGrainWithStringKey
{
    /// <summary>The key of the only overview.</summary>
    const string Key = "overview";

    /// <summary>
    /// All locations, in the order of creation. Right after a start it waits up to 2 s for locations without data. Those still missing are left out
    /// and <see cref="Overview.Complete"/> is false.
    /// </summary>
    [Idempotent, OpenToPrograms, ResponseTimeout("00:00:10"), Alias("GetAsync")]
    Task<Overview> GetAsync();

    /// <summary>What has changed since a position; waits up to 5 s for a change.</summary>
    /// <param name="known">The position of the last answer; null for everything at once.</param>
    [Idempotent, ResponseTimeout("00:00:20"), Alias("WaitForChangesAsync")]
    Task<OverviewChanges> WaitForChangesAsync(ChangePosition? known);
}
