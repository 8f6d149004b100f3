using LiveParking.Gateway.Cluster;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Parking;

/// <summary>
/// Every location with its levels and cameras. Each location is called, so that a client that got <c>accepted</c> reads its own write.
/// </summary>
internal sealed class AllLocations
{
    /// <summary>Maximum concurrent calls to locations.</summary>
    private const int AskedAtOnce = 32;

    private readonly IClusterClient _grains;
    private readonly SingleFlight<IReadOnlyList<LocationStatus>> _question;

    public AllLocations(IClusterClient grains)
    {
        _grains = grains;
        _question = new SingleFlight<IReadOnlyList<LocationStatus>>(FindAsync);
    }

    /// <summary>All locations, in the order of creation.</summary>
    /// <param name="cancellationToken">Cancels this caller's wait; other callers continue.</param>
    public Task<IReadOnlyList<LocationStatus>> GetAsync(CancellationToken cancellationToken) => _question.AskAsync().WaitAsync(cancellationToken);

    private async Task<IReadOnlyList<LocationStatus>> FindAsync()
    {
        var ids = await _grains.GetCatalog().GetLocationsAsync();
        var found = new List<LocationStatus>(ids.Count);
        foreach (var some in ids.Chunk(AskedAtOnce))
        {
            foreach (var status in await Task.WhenAll(some.Select(FindAsync)))
            {
                if (status is not null)
                    found.Add(status);
            }
        }

        return found;
    }

    /// <summary>A location that was removed after the catalog was read is left out.</summary>
    private async Task<LocationStatus?> FindAsync(string id)
    {
        try
        {
            return (await _grains.GetLocation(id).GetAsync()).Status;
        }
        catch (UnknownLocationException)
        {
            return null;
        }
    }
}
