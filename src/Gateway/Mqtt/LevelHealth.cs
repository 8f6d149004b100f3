using System.Collections.Concurrent;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// Which levels stored readings lately, and which ones fail while all else works. A message for a failing level is not tried as often as the first one was.
/// Safe from any thread.
/// </summary>
internal sealed class LevelHealth(TimeProvider time)
{
    /// <summary>A level counts as failing for so long after a message for it went into quarantine. Then it is tried as any other.</summary>
    private static readonly TimeSpan FailingFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<LevelKey, long> _stored = new();
    private readonly ConcurrentDictionary<LevelKey, long> _failed = new();

    /// <summary>A level has stored readings.</summary>
    public void MarkWorking(LevelKey level)
    {
        _stored[level] = time.GetTimestamp();
        _failed.TryRemove(level, out _);
    }

    /// <summary>A level fails again and again.</summary>
    public void MarkFailing(LevelKey level) => _failed[level] = time.GetTimestamp();

    /// <summary>Whether a level has stored readings since a time stamp of the clock.</summary>
    public bool HasWorkedSince(LevelKey level, long since) => _stored.TryGetValue(level, out var at) && at >= since;

    /// <summary>Whether a level is known to fail.</summary>
    public bool IsFailing(LevelKey level)
    {
        if (!_failed.TryGetValue(level, out var at))
            return false;
        if (time.GetElapsedTime(at) < FailingFor)
            return true;
        _failed.TryRemove(KeyValuePair.Create(level, at));
        return false;
    }
}
