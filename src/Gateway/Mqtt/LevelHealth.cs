using System.Collections.Concurrent;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// Tracks which levels stored readings recently, and which levels fail while everything else works. Messages for a failing level get fewer attempts.
/// Thread-safe.
/// </summary>
/// <param name="timeProvider">The clock.</param>
/// <param name="mostFailing">Maximum number of failing levels; above it, the level that failed longest ago is dropped.</param>
internal sealed class LevelHealth(TimeProvider timeProvider, int mostFailing = 10_000)
{
    private readonly ConcurrentDictionary<LevelKey, long> _stored = new();
    private readonly ConcurrentDictionary<LevelKey, long> _failed = new();

    /// <summary>Records that a level stored readings.</summary>
    public void MarkWorking(LevelKey level)
    {
        _stored[level] = timeProvider.GetTimestamp();
        _failed.TryRemove(level, out _);
    }

    /// <summary>
    /// Records that a level fails repeatedly. It counts as failing until it stores readings, however long no message arrives for it.
    /// </summary>
    public void MarkFailing(LevelKey level)
    {
        _failed[level] = timeProvider.GetTimestamp();
        if (_failed.Count > mostFailing)
            _failed.TryRemove(_failed.MinBy(entry => entry.Value).Key, out _);
    }

    /// <summary>Whether a level has stored readings since a timestamp of the clock.</summary>
    public bool HasWorkedSince(LevelKey level, long since) => _stored.TryGetValue(level, out var at) && at >= since;

    /// <summary>Whether a level is known to fail.</summary>
    public bool IsFailing(LevelKey level) => _failed.ContainsKey(level);
}
