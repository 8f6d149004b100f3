namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>
/// The newest summary of every location, in one call however many levels there are. One grain, with the key <see cref="Key"/>; it follows
/// all locations by their live streams.
/// </summary>
[Alias("live-parking.IOverviewGrain")]
public interface IOverviewGrain : IGrainWithStringKey
{
    /// <summary>The key of the only overview.</summary>
    const string Key = "overview";

    /// <summary>
    /// All locations, in the order in which they were made. Right after a start it waits up to 2 s for those that are not known
    /// yet; what is missing then is left out and <see cref="Overview.Complete"/> is false.
    /// </summary>
    [Alias("GetAsync")]
    Task<Overview> GetAsync();

    /// <summary>Starts to follow all locations, and with them their levels, without answering what is known of them.</summary>
    /// <returns>Whether all of them are followed.</returns>
    [Alias("FollowAsync")]
    Task<bool> FollowAsync();
}
