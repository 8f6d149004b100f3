namespace LiveParking.Bench.Occupancy.Phones;

/// <summary>Completes when all phones follow the location, or when one failed.</summary>
internal sealed class PhoneCount(int phones)
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = phones;

    /// <summary>Completes when all follow; fails with what made one fail, also later.</summary>
    public Task AllFollowAsync => _all.Task;

    /// <summary>The error of a phone; null while none failed.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>One more follows. Only the thread of the phones says so.</summary>
    public void Following()
    {
        if (--_missing == 0)
            _all.TrySetResult();
    }

    /// <summary>One failed, which ends them all.</summary>
    public void Failed(Exception failure)
    {
        Failure = failure;
        _all.TrySetException(failure);
    }
}
