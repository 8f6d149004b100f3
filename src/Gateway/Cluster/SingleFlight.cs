
namespace LiveParking.Gateway.Cluster;

/// <summary>
/// Shares an expensive call between many callers. At most one call is in progress, and callers that arrive meanwhile share the next one. So an answer
/// is never older than its request, and the cost does not grow with the number of callers. Thread-safe.
/// </summary>
/// <param name="ask">The call.</param>
internal sealed class SingleFlight<T>(Func<Task<T>> ask)
{
    private readonly Lock _lock = new();
    private Task<T>? _running;
    private Task<T>? _next;

    /// <summary>An answer whose call started after this request.</summary>
    public Task<T> AskAsync()
    {
        lock (_lock)
        {
            if (_next is not null)
                return _next;
            if (_running is { } running)
                return _next = RunDetached(() => AskAfterAsync(running));
            return _running = RunDetached(AskOnceAsync);
        }
    }

    /// <summary>Runs outside the lock, and without the execution context of the first caller, such as its request.</summary>
    private static Task<T> RunDetached(Func<Task<T>> run)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return Task.Run(run);
        using (ExecutionContext.SuppressFlow())
            return Task.Run(run);
    }

    private async Task<T> AskAfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
            (_running, _next) = (_next, null);
        return await AskOnceAsync();
    }

    private async Task<T> AskOnceAsync()
    {
        try
        {
            return await ask();
        }
        finally
        {
            // The answer is only for its waiters and is not cached.
            lock (_lock)
                _running = null;
        }
    }
}
