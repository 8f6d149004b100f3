using LiveParking.Gateway.Cluster;
using Orleans.Runtime;
using Orleans.Streams;

namespace LiveParking.Gateway.Feeds;

/// <summary>
/// One subscription of this process to a live stream, from its creation until it is disposed. It waits for the cluster and retries when subscribing
/// fails. After that the stream provider renews and restores it.
/// </summary>
internal sealed partial class StreamSubscription<T> : IAsyncObserver<T>, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ClusterStreams _streams;
    private readonly StreamId _stream;
    private readonly Action<T> _onItem;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    /// <summary>Starts to subscribe.</summary>
    /// <param name="streams">The streams of the cluster.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="onItem">Receives each item, in order; must not block.</param>
    /// <param name="timeProvider">The clock for the pauses between attempts.</param>
    /// <param name="logger">Logs failed attempts.</param>
    public StreamSubscription(ClusterStreams streams, StreamId stream, Action<T> onItem, TimeProvider timeProvider, ILogger logger)
    {
        (_streams, _stream, _onItem, _timeProvider, _logger) = (streams, stream, onItem, timeProvider, logger);
        _run = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        if (!_stop.IsCancellationRequested)
            _onItem(item);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex)
    {
        Log.StreamError(_logger, _stream, ex);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await _streams.WhenReachedAsync(_stop.Token);
            var handle = await SubscribeAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, _timeProvider, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await handle.UnsubscribeAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Log.StoppedEarly(_logger, _stream);
        }
        catch (Exception exception)
        {
            // The subscription's lease expires by itself because it is no longer renewed.
            Log.UnsubscribeFailed(_logger, _stream, exception);
        }
    }

    private async Task<StreamSubscriptionHandle<T>> SubscribeAsync()
    {
        while (true)
        {
            try
            {
                return await _streams.Get<T>(_stream).SubscribeAsync(this);
            }
            catch (Exception exception) when (!_stop.IsCancellationRequested)
            {
                Log.SubscribeFailed(_logger, _stream, exception);
            }

            await Task.Delay(Pause, _timeProvider, _stop.Token);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Subscribing to {Stream} failed; trying again in a second.")]
        public static partial void SubscribeFailed(ILogger logger, StreamId stream, Exception exception);

        [LoggerMessage(LogLevel.Information, "Unsubscribing from {Stream} failed; its lease ends by itself.")]
        public static partial void UnsubscribeFailed(ILogger logger, StreamId stream, Exception exception);

        [LoggerMessage(LogLevel.Debug, "The subscription to {Stream} was given up before it began.")]
        public static partial void StoppedEarly(ILogger logger, StreamId stream);

        [LoggerMessage(LogLevel.Warning, "The stream {Stream} reported an error.")]
        public static partial void StreamError(ILogger logger, StreamId stream, Exception exception);
    }
}
