namespace LiveParking.EmbeddedStore;

/// <summary>
/// Flushes the log for many writers together: callers that arrive during a flush share the next one. A running flush does not help later callers,
/// because it may not cover their write.
/// </summary>
/// <param name="flush">Flushes the log as it is at the time of the call.</param>
internal sealed class GroupCommit(Func<Task> flush)
{
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;

    /// <summary>Completes when everything that was in the log at the time of the call is on disk; fails when that is unknown.</summary>
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
        // Its waiters get its failure themselves. It yields, so that _next is set before it is cleared.
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
