using System.Collections.Concurrent;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Cluster;

/// <summary>
/// The locations and levels that this gateway knows to exist. For an unknown id it asks the catalog or the level's location. Both answer from memory,
/// so the grain of a made-up id is never called. Found ids are cached. Missing ids are asked again each time, so that a new location or level is
/// found immediately. Thread-safe.
/// </summary>
/// <param name="grains">The grains.</param>
/// <param name="time">The clock for the timeout of a call.</param>
internal sealed class KnownPlaces(IGrainFactory grains, TimeProvider time)
{
    /// <summary>Maximum cached ids. Only existing ids are cached.</summary>
    private const int Most = 200_000;

    /// <summary>Timeout of one call.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, bool> _locations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<LevelKey, bool> _levels = new();
    private readonly BatchedQuestions _catalog = new((key, ids) => grains.GetGrain<ICatalogGrain>(key).FindLocationsAsync(ids).WaitAsync(Patience, time));
    private readonly BatchedQuestions _lists = new((location, ids) => grains.GetGrain<ILocationGrain>(location).FindLevelsAsync(ids).WaitAsync(Patience, time));

    /// <summary>Throws unless the location exists. Completes synchronously when that is known.</summary>
    /// <exception cref="UnknownLocationException">The location does not exist.</exception>
    public async ValueTask RequireAsync(string locationId)
    {
        if (!await ExistsAsync(locationId))
            throw new UnknownLocationException(locationId);
    }

    /// <summary>Whether the location exists. Completes synchronously when that is known.</summary>
    public ValueTask<bool> ExistsAsync(string locationId) => IsListedAsync(locationId);

    /// <summary>Whether this gateway has the location in its cache.</summary>
    public bool Knows(string locationId) => _locations.ContainsKey(locationId);

    /// <summary>Throws unless the level exists. Completes synchronously when that is known.</summary>
    /// <exception cref="UnknownLevelException">The level or its location does not exist.</exception>
    public async ValueTask RequireAsync(LevelKey level)
    {
        if (!await ExistsAsync(level))
            throw new UnknownLevelException(level.LocationId, level.LevelId);
    }

    /// <summary>Whether the level exists. Completes synchronously when that is known.</summary>
    public async ValueTask<bool> ExistsAsync(LevelKey level) => Knows(level) || await IsListedAsync(level);

    /// <summary>Whether this gateway has the level in its cache.</summary>
    public bool Knows(LevelKey level) => _levels.ContainsKey(level);

    /// <summary>The location's grain reports that the location does not exist (any more).</summary>
    public void Forget(string locationId) => _locations.TryRemove(locationId, out _);

    /// <summary>The level's grain reports that the level does not exist (any more).</summary>
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

    /// <summary>Only a very large cluster fills the cache. Then it is cleared and all ids are asked again.</summary>
    private static void Remember<TKey>(ConcurrentDictionary<TKey, bool> known, TKey key)
        where TKey : notnull
    {
        if (known.Count >= Most)
            known.Clear();
        known[key] = true;
    }
}
