namespace LiveParking.Grains.Concurrency;

/// <summary>
/// A lock for a few calls of a reentrant grain, while its other calls interleave: a level must not be created while its location is being removed, for
/// example.
/// </summary>
internal readonly struct AsyncLock(SemaphoreSlim gate) : IDisposable
{
    public static async Task<AsyncLock> TakeAsync(SemaphoreSlim gate)
    {
        await gate.WaitAsync();
        return new AsyncLock(gate);
    }

    public void Dispose() => gate.Release();
}
