using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Parking;

namespace LiveParking.Gateway.Quarantine;

/// <summary>
/// Whether the cluster and its store work at all. Tells a level that fails by itself from a cluster or store that is away. Many may ask: one check runs at a
/// time.
/// </summary>
internal sealed partial class StoreCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FailureHolds = TimeSpan.FromMilliseconds(500);

    private readonly ParkingCluster _cluster;
    private readonly TimeProvider _time;
    private readonly ILogger<StoreCheck> _logger;
    private readonly SharedQuestion<bool> _question;
    private long _failedAt;

    public StoreCheck(ParkingCluster cluster, TimeProvider time, ILogger<StoreCheck> logger)
    {
        (_cluster, _time, _logger) = (cluster, time, logger);
        _question = new SharedQuestion<bool>(CheckAsync);
    }

    /// <summary>
    /// Whether a write to the store, through the cluster, succeeds now. A yes is never older than the question; a no may be half a second old, so that
    /// a store that is away is not asked by every message.
    /// </summary>
    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var failedAt = Volatile.Read(ref _failedAt);
        return failedAt != 0 && _time.GetElapsedTime(failedAt) < FailureHolds
            ? Task.FromResult(false)
            : _question.AskAsync().WaitAsync(cancellationToken);
    }

    private async Task<bool> CheckAsync()
    {
        try
        {
            await _cluster.CheckStoreAsync(Patience);
            return true;
        }
        catch (Exception exception)
        {
            Volatile.Write(ref _failedAt, _time.GetTimestamp());
            LogFailed(_logger, Faults.From(exception).Detail, exception);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Debug, "The cluster or its store does not work now: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason, Exception exception);
}
