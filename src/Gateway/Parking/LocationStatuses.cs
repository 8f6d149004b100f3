using System.Collections.Concurrent;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Parking;

/// <summary>
/// The stored status of one location for many callers: those that ask at the same time share a call to its grain. So a thousand phones that come back
/// at once, or one client that subscribes without end, cost few calls. A status is never older than the request. Thread-safe.
/// </summary>
internal sealed class LocationStatuses(GrainLookup lookup, IClusterClient grains)
{
    /// <summary>Maximum locations with a shared call. Above it all start anew, which costs a call each.</summary>
    private const int MaxLocations = 20_000;

    private readonly ConcurrentDictionary<string, SingleFlight<LocationStatus>> _calls = new(StringComparer.Ordinal);

    /// <summary>The newest stored status.</summary>
    /// <exception cref="InvalidRequestException">The id is malformed.</exception>
    /// <exception cref="UnknownLocationException">The location does not exist.</exception>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer.</exception>
    public async Task<LocationStatus> GetAsync(string? locationId)
    {
        var id = RequestIds.Location(locationId);
        // Before anything is kept for the id.
        if (!await lookup.LocationExistsAsync(id))
            throw new UnknownLocationException(id);
        if (!_calls.TryGetValue(id, out var call))
        {
            if (_calls.Count >= MaxLocations)
                _calls.Clear();
            call = _calls.GetOrAdd(id, Start);
        }

        return await call.AskAsync();
    }

    private SingleFlight<LocationStatus> Start(string id)
    {
        var location = grains.GetLocation(id);
        return new SingleFlight<LocationStatus>(async () => (await location.GetAsync()).Status);
    }
}
