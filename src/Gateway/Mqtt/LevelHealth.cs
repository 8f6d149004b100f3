using System.Collections.Concurrent;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// Which levels stored readings lately, and which ones fail while all else works. A message for a failing level is not tried as often as the first one was.
/// Safe from any thread.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="mostFailing">How many failing levels are known; of more, the one that failed longest ago is forgotten.</param>
internal sealed class LevelHealth(TimeProvider time, int mostFailing = 10_000)
{
    private readonly ConcurrentDictionary<LevelKey, long> _stored = new();
    private readonly ConcurrentDictionary<LevelKey, long> _failed = new();

    /// <summary>A level has stored readings.</summary>
    public void MarkWorking(LevelKey level)
    {
        _stored[level] = time.GetTimestamp();
        _failed.TryRemove(level, out _);
    }

    /// <summary>A level fails again and again. It counts as failing until it stores readings, however long no message comes for it.</summary>
    public void MarkFailing(LevelKey level)
    {
        _failed[level] = time.GetTimestamp();
        if (_failed.Count > mostFailing)
            _failed.TryRemove(_failed.MinBy(each => each.Value).Key, out _);
    }

    /// <summary>Whether a level has stored readings since a time stamp of the clock.</summary>
    public bool HasWorkedSince(LevelKey level, long since) => _stored.TryGetValue(level, out var at) && at >= since;

    /// <summary>Whether a level is known to fail.</summary>
    public bool IsFailing(LevelKey level) => _failed.ContainsKey(level);
}
