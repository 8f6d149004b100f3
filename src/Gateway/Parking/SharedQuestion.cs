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
            if (_underWay is { IsCompleted: false } underWay)
                return _next = AskAfterAsync(underWay);
            return _underWay = Task.Run(ask);
        }
    }

    private async Task<T> AskAfterAsync(Task underWay)
    {
        // Never goes on within the lock.
        await underWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_lock)
            (_underWay, _next) = (_next, null);
        return await ask();
    }
}
