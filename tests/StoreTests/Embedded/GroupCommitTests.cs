using LiveParking.EmbeddedStore;

namespace LiveParking.StoreTests.Embedded;

public sealed class GroupCommitTests
{
    private readonly List<TaskCompletionSource> _flushes = [];
    private readonly GroupCommit _commits;

    public GroupCommitTests() => _commits = new GroupCommit(() =>
    {
        _flushes.Add(new TaskCompletionSource());
        return _flushes[^1].Task;
    });

    /// <summary>A flush that had begun may not cover the write of somebody who asks now.</summary>
    [Fact]
    public async Task Wait_while_a_flush_is_under_way_takes_the_next_one_together()
    {
        var first = _commits.WaitAsync();
        var second = _commits.WaitAsync();
        var third = _commits.WaitAsync();
        Assert.Single(_flushes);

        _flushes[0].SetResult();
        await first;
        Assert.False(second.IsCompleted);
        await Eventually.HoldsAsync(() => _flushes.Count == 2, "a second flush");
        _flushes[1].SetResult();

        await Task.WhenAll(second, third);
        Assert.Equal(2, _flushes.Count);
    }

    [Fact]
    public async Task Wait_after_a_failed_flush_only_those_who_waited_for_it_hear_of_it()
    {
        var first = _commits.WaitAsync();
        var second = _commits.WaitAsync();

        _flushes[0].SetException(new IOException("full"));
        await Assert.ThrowsAsync<IOException>(() => first);
        await Eventually.HoldsAsync(() => _flushes.Count == 2, "a second flush");
        _flushes[1].SetResult();

        await second;
    }
}
