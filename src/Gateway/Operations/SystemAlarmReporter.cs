using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Mqtt;
using LiveParking.Gateway.Quarantine;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Operations;

/// <summary>
/// Reports what this gateway finds wrong with the system: its broker is away, or the store takes nothing. The reports expire, so that those of a gateway
/// that is gone do not stay.
/// </summary>
internal sealed partial class SystemAlarmReporter(
    IClusterClient grains, MqttLink mqtt, StoreCheck store, IOptions<MqttOptions> mqttOptions, TimeProvider timeProvider, ILogger<SystemAlarmReporter> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ValidFor = TimeSpan.FromSeconds(20);

    /// <summary>How often the store is tried while it works: each check is a write on every silo.</summary>
    private static readonly TimeSpan StoreInterval = TimeSpan.FromSeconds(30);

    private bool _storeWorks = true;
    private long _storeCheckedAt = timeProvider.GetTimestamp();
    private readonly string _source = $"gateway {Environment.MachineName} {Environment.ProcessId}";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wasWrong = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                var conditions = await FindAsync(stoppingToken);
                if (conditions.Count > 0 || wasWrong)
                    await grains.GetAlarms(null).ReportAsync(new AlarmReport(_source, conditions, ValidFor: ValidFor)).WaitAsync(stoppingToken);
                wasWrong = conditions.Count > 0;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // Without the cluster nothing can be reported. Operators see that the overview does not answer.
                Log.NotReported(logger, ErrorMapping.From(error).Detail);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<IReadOnlyList<AlarmCondition>> FindAsync(CancellationToken cancellationToken)
    {
        List<AlarmCondition> conditions = [];
        if (mqttOptions.Value.Broker is not null && !mqtt.IsUp)
            conditions.Add(new AlarmCondition(AlarmKind.BrokerLost, 1, [], mqtt.Reason));
        if (!_storeWorks || timeProvider.GetElapsedTime(_storeCheckedAt) >= StoreInterval)
        {
            _storeWorks = await store.WorksAsync(cancellationToken);
            _storeCheckedAt = timeProvider.GetTimestamp();
        }

        if (!_storeWorks)
            conditions.Add(new AlarmCondition(AlarmKind.StoreTrouble, 1, [], "The store does not take changes."));
        return conditions;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "What is wrong with the system is not reported: {Reason}")]
        public static partial void NotReported(ILogger logger, string reason);
    }
}
