namespace LiveParking.Gateway.Parking;

/// <summary>
/// A costly question that many ask: at most one asking is under way, and who comes meanwhile shares the next one. So an answer is never older than
/// the question to which it is given, and the cost does not grow with the number of askers. Safe from any thread.
/// </summary>
/// <param name="ask">Asks.</param>
internal sealed class SharedQuestion<T>(Func<Task<T>> ask)
{
    private readonly Lock _lock = new();
    private Task<T>? _underWay;
    private Task<T>? _next;

    /// <summary>An answer that was asked for after this call.</summary>
    public Task<T> AskAsync()
    {
        lock (_lock)
        {
            if (_next is not null)
                return _next;
            if (_underWay is { } underWay)
                return _next = Apart(() => AskAfterAsync(underWay));
            return _underWay = Apart(AskOnceAsync);
        }
    }

    /// <summary>Runs without the lock, and without what belongs to the one caller who happens to come first, such as its request.</summary>
    private static Task<T> Apart(Func<Task<T>> run)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return Task.Run(run);
        using (ExecutionContext.SuppressFlow())
            return Task.Run(run);
    }

    private async Task<T> AskAfterAsync(Task underWay)
    {
        await underWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
            (_underWay, _next) = (_next, null);
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
            // The answer is for those who wait for it and not kept after them.
            lock (_lock)
                _underWay = null;
        }
    }
}
