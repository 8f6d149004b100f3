using LiveParking.Grains.Interfaces.Changes;

namespace LiveParking.Grains.Changes;

/// <summary>
/// Which of many things changed since a position: each thing once, however often it changed, and only those that changed are visited. In memory;
/// another activation begins another epoch. Used on the grain's scheduler only.
/// </summary>
/// <param name="timeProvider">The clock for waiting.</param>
internal sealed class ChangeLog(TimeProvider timeProvider)
{
    /// <summary>Maximum remembered removed things. A caller that missed more gets everything anew.</summary>
    private const int MaxRemoved = 1_000;

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, LinkedListNode<Change>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<Change> _oldestFirst = new();
    private readonly Guid _epoch = Guid.NewGuid();
    private long _version;
    private long _forgottenUntil;
    private int _removed;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The position after the newest change.</summary>
    public ChangePosition Position => new(_epoch, _version);

    /// <summary>Records that something is new or has changed.</summary>
    public void Set(string key) => Add(key, isRemoved: false);

    /// <summary>Records that something is gone.</summary>
    public void Remove(string key)
    {
        Add(key, isRemoved: true);
        if (_removed <= MaxRemoved)
            return;
        var oldest = _oldestFirst.First;
        while (oldest is { Value.IsRemoved: false })
            oldest = oldest.Next;
        _forgottenUntil = oldest!.Value.Version;
        Take(oldest.Value.Key);
    }

    /// <summary>What changed since a position; null when the caller must get everything anew.</summary>
    public (IReadOnlyList<string> Set, IReadOnlyList<string> Removed)? Since(ChangePosition? known)
    {
        if (known is null || known.Epoch != _epoch || known.Version < _forgottenUntil)
            return null;
        List<string> set = [], removed = [];
        for (var node = _oldestFirst.Last; node is not null && node.Value.Version > known.Version; node = node.Previous)
            (node.Value.IsRemoved ? removed : set).Add(node.Value.Key);
        return (set, removed);
    }

    /// <summary>Waits up to 5 s for a change after a position.</summary>
    public async Task WaitAsync(ChangePosition? known)
    {
        if (known is null || known.Epoch != _epoch || known.Version < _version)
            return;
        await _next.Task.WaitAsync(MaxWait, timeProvider).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Add(string key, bool isRemoved)
    {
        Take(key);
        _nodes.Add(key, _oldestFirst.AddLast(new Change(key, ++_version, isRemoved)));
        _removed += isRemoved ? 1 : 0;
        var waiting = _next;
        _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.SetResult();
    }

    private void Take(string key)
    {
        if (!_nodes.Remove(key, out var known))
            return;
        _oldestFirst.Remove(known);
        _removed -= known.Value.IsRemoved ? 1 : 0;
    }

    private readonly record struct Change(string Key, long Version, bool IsRemoved);
}
