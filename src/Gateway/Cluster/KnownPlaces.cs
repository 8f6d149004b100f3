using System.Collections.Concurrent;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Cluster;

/// <summary>
/// The locations and levels that this gateway knows to exist. An id that it does not know is asked of the catalog, and of its location, which answer
/// from memory: the grain of a made-up id is never called. What was found is remembered; what was not found is asked again each time, so that
/// whatever is made is found at once. Safe to use from any thread.
/// </summary>
/// <param name="grains">The grains.</param>
/// <param name="time">The clock of the time limit of a question.</param>
internal sealed class KnownPlaces(IGrainFactory grains, TimeProvider time)
{
    /// <summary>Ids that are remembered at most. Only ids that exist get in.</summary>
    private const int Most = 200_000;

    /// <summary>How long one question may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, bool> _locations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<LevelKey, bool> _levels = new();
    private readonly BatchedQuestions _catalog = new((key, ids) => grains.GetGrain<ICatalogGrain>(key).FindLocationsAsync(ids).WaitAsync(Patience, time));
    private readonly BatchedQuestions _lists = new((location, ids) => grains.GetGrain<ILocationGrain>(location).FindLevelsAsync(ids).WaitAsync(Patience, time));

    /// <summary>Passes when the location exists. Completes at once when that is known.</summary>
    /// <exception cref="UnknownLocationException">It does not.</exception>
    public async ValueTask RequireAsync(string locationId)
    {
        if (!await ExistsAsync(locationId))
            throw new UnknownLocationException(locationId);
    }

    /// <summary>Whether the location exists. Completes at once when that is known.</summary>
    public ValueTask<bool> ExistsAsync(string locationId) => IsListedAsync(locationId);

    /// <summary>Whether this gateway has found the location before.</summary>
    public bool Knows(string locationId) => _locations.ContainsKey(locationId);

    /// <summary>Passes when the level exists. Completes at once when that is known.</summary>
    /// <exception cref="UnknownLevelException">It does not, or its location does not.</exception>
    public async ValueTask RequireAsync(LevelKey level)
    {
        if (!await ExistsAsync(level))
            throw new UnknownLevelException(level.LocationId, level.LevelId);
    }

    /// <summary>Whether the level exists. Completes at once when that is known.</summary>
    public async ValueTask<bool> ExistsAsync(LevelKey level) => Knows(level) || await IsListedAsync(level);

    /// <summary>Whether this gateway has found the level before.</summary>
    public bool Knows(LevelKey level) => _levels.ContainsKey(level);

    /// <summary>The location's grain says that it does not exist (any more).</summary>
    public void Forget(string locationId) => _locations.TryRemove(locationId, out _);

    /// <summary>The level's grain says that it does not exist (any more).</summary>
    public void Forget(LevelKey level) => _levels.TryRemove(level, out _);

    private async ValueTask<bool> IsListedAsync(string locationId)
    {
        if (_locations.ContainsKey(locationId))
            return true;
        if (!await _catalog.AskAsync(ICatalogGrain.Key, locationId))
            return false;
        Remember(_locations, locationId);
        return true;
    }

    private async ValueTask<bool> IsListedAsync(LevelKey level)
    {
        try
        {
            if (!await IsListedAsync(level.LocationId) || !await _lists.AskAsync(level.LocationId, level.LevelId))
                return false;
            Remember(_levels, level);
            return true;
        }
        catch (UnknownLocationException)
        {
            Forget(level.LocationId);
            return false;
        }
    }

    /// <summary>Full only when a cluster has very many places: then all are asked for anew.</summary>
    private static void Remember<TKey>(ConcurrentDictionary<TKey, bool> known, TKey key)
        where TKey : notnull
    {
        if (known.Count >= Most)
            known.Clear();
        known[key] = true;
    }
}
