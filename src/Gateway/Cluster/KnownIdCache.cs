using System.Collections.Concurrent;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using Orleans.Runtime;

namespace LiveParking.Gateway.Cluster;

/// <summary>The locations and levels that this gateway has found. Thread-safe.</summary>
internal sealed class KnownIdCache
{
    /// <summary>Maximum cached ids of each kind. Only existing ids are cached.</summary>
    private const int MaxIds = 200_000;

    private readonly ConcurrentDictionary<string, bool> _locations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<LevelKey, bool> _levels = new();

    /// <summary>Whether the location was found.</summary>
    public bool Knows(string locationId) => _locations.ContainsKey(locationId);

    /// <summary>Whether the level was found.</summary>
    public bool Knows(LevelKey level) => _levels.ContainsKey(level);

    /// <summary>The location was found.</summary>
    public void Add(string locationId) => Add(_locations, locationId);

    /// <summary>The level was found.</summary>
    public void Add(LevelKey level) => Add(_levels, level);

    /// <summary>The location does not exist (any more).</summary>
    public void Forget(string locationId) => _locations.TryRemove(locationId, out _);

    /// <summary>The grain of a location or level reports that it does not exist (any more). Other grains are ignored.</summary>
    public void Forget(GrainId grain)
    {
        if (grain.Type == ParkingStreams.LocationGrainType)
            Forget(grain.Key.ToString()!);
        else if (grain.Type == ParkingStreams.LevelGrainType)
            _levels.TryRemove(LevelKey.Parse(grain.Key.ToString()!), out _);
    }

    /// <summary>Only a very large cluster fills the cache. Then it is cleared and all ids are asked again.</summary>
    private static void Add<TKey>(ConcurrentDictionary<TKey, bool> found, TKey key)
        where TKey : notnull
    {
        if (found.Count >= MaxIds)
            found.Clear();
        found[key] = true;
    }
}
