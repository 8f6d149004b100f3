namespace LiveParking.Grains.Concurrency;

/// <summary>
/// A lock for creating, changing and removing parts of a location, although the grain's other calls interleave: a level must not be created while the
/// location is being removed.
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
