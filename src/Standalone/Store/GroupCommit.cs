namespace LiveParking.Standalone.Store;

/// <summary>
/// Flushes the log for many writers at once: while one flush is under way, all who ask meanwhile share the next one.
/// A flush that has begun helps nobody who asks later, for it may not cover their write.
/// </summary>
/// <param name="flush">Flushes what is in the log when it is called.</param>
internal sealed class GroupCommit(Func<Task> flush)
{
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;

    /// <summary>Completes when everything that was in the log at the time of the call is on disk; fails when that is not known.</summary>
    public Task WaitAsync()
    {
        lock (_lock)
        {
            if (_next is not null)
                return _next;
            return _running.IsCompleted ? _running = flush() : _next = FollowAsync(_running);
        }
    }

    private async Task FollowAsync(Task running)
    {
        // Those who wait for it hear of its failure themselves. It yields, so that _next is set before it is cleared.
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task mine;
        lock (_lock)
        {
            _next = null;
            mine = _running = flush();
        }

        await mine;
    }
}
