using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Parking;
using LiveParking.Grains.Interfaces.Quarantine;

namespace LiveParking.Gateway.Quarantine;

/// <summary>
/// Whether the cluster and its store work at all. It distinguishes a single failing level from an unavailable cluster or store. One check runs at a
/// time, shared by all callers.
/// </summary>
internal sealed partial class StoreCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FailureHolds = TimeSpan.FromMilliseconds(500);

    private readonly IClusterClient _grains;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<StoreCheck> _logger;
    private readonly SingleFlight<bool> _question;
    private long _failedAt;

    public StoreCheck(IClusterClient grains, TimeProvider timeProvider, ILogger<StoreCheck> logger)
    {
        (_grains, _timeProvider, _logger) = (grains, timeProvider, logger);
        _question = new SingleFlight<bool>(CheckAsync);
    }

    /// <summary>
    /// Whether a write to the store, through the cluster, succeeds now. A positive answer is never older than the request. A negative answer may be
    /// half a second old, so that not every message checks an unavailable store.
    /// </summary>
    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var failedAt = Volatile.Read(ref _failedAt);
        return failedAt != 0 && _timeProvider.GetElapsedTime(failedAt) < FailureHolds
            ? Task.FromResult(false)
            : _question.AskAsync().WaitAsync(cancellationToken);
    }

    private async Task<bool> CheckAsync()
    {
        try
        {
            await _grains.GetGrain<IStoreCheckGrain>(IStoreCheckGrain.Key).CheckAsync().WaitAsync(Timeout, _timeProvider);
            return true;
        }
        catch (Exception exception)
        {
            Volatile.Write(ref _failedAt, _timeProvider.GetTimestamp());
            Log.Failed(_logger, ErrorMapping.From(exception).Detail, exception);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The cluster or its store does not work now: {Reason}")]
        public static partial void Failed(ILogger logger, string reason, Exception exception);
    }
}
