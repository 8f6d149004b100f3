using Microsoft.Extensions.Logging;

namespace LiveParking.EmbeddedStore;

/// <summary>Takes a checkpoint when the write log is too long, and after some time in any case, one at a time.</summary>
internal sealed class CheckpointLoop : IAsyncDisposable
{
    private readonly GarnetEngine _engine;
    private readonly EmbeddedStoreOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _timeProvider;
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <summary>Starts the loop.</summary>
    public CheckpointLoop(GarnetEngine engine, EmbeddedStoreOptions options, ILogger logger, TimeProvider timeProvider)
    {
        _engine = engine;
        _options = options;
        _logger = logger;
        _timeProvider = timeProvider;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Takes a checkpoint, after one that is in progress.</summary>
    /// <returns>False when it failed.</returns>
    public async Task<bool> RunOnceAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await _engine.CheckpointAsync(cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Ends the loop, after a checkpoint that is in progress.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
        _one.Dispose();
    }

    private async Task LoopAsync()
    {
        var limit = _options.LogLimitMegabytes * 1024L * 1024;
        var last = _timeProvider.GetTimestamp();
        using var timer = new PeriodicTimer(_options.LogCheckInterval, _timeProvider);
        while (await WaitAsync(timer))
        {
            var (begin, end) = _engine.Log;
            var isDue = end - begin > limit || (end - begin > GarnetEngine.EmptyLogBytes && _timeProvider.GetElapsedTime(last) >= _options.CheckpointInterval);
            if (!isDue)
                continue;
            last = _timeProvider.GetTimestamp();
            if (!await RunOnceAsync(CancellationToken.None))
                StoreLog.CheckpointFailed(_logger, end - begin);
        }
    }

    private async Task<bool> WaitAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
