namespace LiveParking.EmbeddedStore;

/// <summary>Lets writes run at the same time, or makes them wait while the state is read as it is at one moment.</summary>
internal sealed class WriteGate : IDisposable
{
    /// <summary>Maximum writes at a time. Further ones wait for one that ends; the disk takes far fewer together.</summary>
    private const int MaxWrites = 4096;

    private readonly SemaphoreSlim _writes = new(MaxWrites);
    private readonly SemaphoreSlim _onePause = new(1);

    /// <summary>Runs a write, after a pause that is in progress.</summary>
    public async Task RunAsync(Func<Task> write)
    {
        await _writes.WaitAsync();
        try
        {
            await write();
        }
        finally
        {
            _writes.Release();
        }
    }

    /// <summary>Waits until no write runs; those that begin then wait until the result is disposed.</summary>
    public async Task<IDisposable> PauseAsync(CancellationToken cancellation)
    {
        await _onePause.WaitAsync(cancellation);
        var taken = 0;
        try
        {
            for (; taken < MaxWrites; taken++)
                await _writes.WaitAsync(cancellation);
            return new Pause(this);
        }
        catch
        {
            End(taken);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writes.Dispose();
        _onePause.Dispose();
    }

    private void End(int taken)
    {
        if (taken > 0)
            _writes.Release(taken);
        _onePause.Release();
    }

    private sealed class Pause(WriteGate gate) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            if (!_isOver)
                gate.End(MaxWrites);
            _isOver = true;
        }
    }
}
