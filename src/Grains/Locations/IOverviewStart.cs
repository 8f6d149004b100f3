using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Grains.Locations;

/// <summary>How a starting silo prepares the overview. Implemented by the overview; its key is <see cref="IOverviewGrain.Key"/>.</summary>
[Alias("live-parking.IOverviewStart")]
internal interface IOverviewStart : IGrainWithStringKey
{
    /// <summary>Starts to follow all locations and their levels, without returning their data.</summary>
    /// <returns>Whether all of them are followed.</returns>
    [Alias("FollowAsync")]
    Task<bool> FollowAsync();
}
