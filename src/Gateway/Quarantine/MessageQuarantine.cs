using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Mqtt;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Quarantine;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Quarantine;

/// <summary>Puts messages into the quarantine of the cluster, and counts and logs them.</summary>
internal sealed partial class MessageQuarantine(
    IClusterClient grains, GatewayMeters meters, IOptions<QuarantineOptions> options, TimeProvider timeProvider, ILogger<MessageQuarantine> logger)
{
    private readonly LogRate _added = new(timeProvider);
    private readonly LogRate _notAdded = new(timeProvider);
    private readonly LogRate _dropped = new(timeProvider);

    /// <summary>Stores a message in quarantine.</summary>
    /// <returns>Whether it is known to be stored; if not, the message must wait.</returns>
    public async Task<bool> TryAddAsync(QuarantinedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var addition = await grains.GetQuarantine().AddAsync(message, options.Value.Limits).WaitAsync(cancellationToken);
            if (_added.TryTake(out var leftOut))
                Log.Added(logger, message.Topic, message.Reason, addition.Entry.Id, leftOut);
            Report(addition.Dropped);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (_notAdded.TryTake(out _))
                Log.NotAdded(logger, message.Topic, ErrorMapping.From(exception).Detail, exception);
            return false;
        }
    }

    private void Report(IReadOnlyList<QuarantineEntry> dropped)
    {
        if (dropped.Count == 0)
            return;
        meters.QuarantineDropped.Add(dropped.Count);
        foreach (var entry in dropped)
        {
            if (_dropped.TryTake(out var leftOut))
                Log.Dropped(logger, entry.Topic, entry.Id, leftOut);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A message on {Topic} is in quarantine as {Id}: {Reason} ({LeftOut} more were since the last such line.)")]
        public static partial void Added(ILogger logger, string topic, string reason, string id, int leftOut);

        [LoggerMessage(LogLevel.Warning, "A message on {Topic} can't be put into quarantine, so it waits: {Reason}")]
        public static partial void NotAdded(ILogger logger, string topic, string reason, Exception exception);

        [LoggerMessage(LogLevel.Warning, "The quarantine is full: its oldest message, {Id} on {Topic}, is dropped ({LeftOut} more were since the last such line).")]
        public static partial void Dropped(ILogger logger, string topic, string id, int leftOut);
    }
}
