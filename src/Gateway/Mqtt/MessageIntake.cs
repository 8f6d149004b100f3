using System.Buffers;
using System.Text.Json;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Quarantine;
using LiveParking.Gateway.Uplinks;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Quarantine;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// Processes one broker message: stores its readings, rejects it permanently, or puts it into quarantine. While the cluster or its store is
/// unavailable, the message is retried, and it is acknowledged only when it is done. A message that fails while cluster and store work goes into
/// quarantine after a bounded number of attempts, so that it does not delay the acknowledgement of all others.
/// </summary>
internal sealed partial class MessageIntake(
    MessageReader reader,
    MessageQuarantine quarantine,
    StoreCheck store,
    LevelHealth levels,
    GatewayMeters meters,
    IOptions<MqttOptions> options,
    TimeProvider timeProvider,
    ILogger<MessageIntake> logger)
{
    /// <summary>Minimum attempts of a message whose level is not known to fail.</summary>
    public const int MinAttempts = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    /// <summary>Timeout of one attempt.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Timeout of one attempt for a level that is known to fail.</summary>
    private static readonly TimeSpan ShortTimeout = TimeSpan.FromSeconds(2);

    private readonly LogRate _refused = new(timeProvider);
    private readonly LogRate _waiting = new(timeProvider);
    private readonly LogRate _dropped = new(timeProvider);

    /// <summary>Processes a message. Its payload must not change until the task is done.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="cancellationToken">Cancelled when the connection is lost: the broker will send the message again.</param>
    public async Task<MessageResult> ProcessAsync(string topic, ReadOnlySequence<byte> payload, CancellationToken cancellationToken)
    {
        try
        {
            var message = reader.Read(topic, payload);
            if (message.Batch is not null)
                return await StoreOrQuarantineAsync(topic, payload, message, cancellationToken);
            Count("ignored");
            return new MessageResult(null, default);
        }
        catch (Exception exception) when (exception is ApiException or ParkingException)
        {
            return RefuseMessage(topic, exception);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The same bytes would fail in the same way again, so there is no retry.
            Log.Unexpected(logger, Shorten(topic), exception);
            return await QuarantineAsync(Quarantined(topic, payload, MessageTarget.Of(topic), exception, attempts: 1), cancellationToken);
        }
    }

    /// <summary>Counts and logs a QoS 0 message that was dropped because too many are in progress.</summary>
    /// <param name="topic">Its topic.</param>
    public void OnDropped(string topic)
    {
        Count("dropped");
        if (_dropped.TryTake(out var leftOut))
            Log.Dropped(logger, Shorten(topic), leftOut);
    }

    /// <summary>
    /// Whether a failure to store readings may be temporary. Only a rejection is permanent. An unexpected exception says nothing about the message,
    /// and an acknowledged message is never sent again.
    /// </summary>
    internal static bool IsTemporary(Exception exception) =>
        exception is not (ApiException or ParkingException) || IsUnavailable(exception);

    private static bool IsUnavailable(Exception exception) =>
        exception is OperationCanceledException || ErrorMapping.From(exception).Status == StatusCodes.Status503ServiceUnavailable;

    /// <summary>Stores the readings of a message, or puts it into quarantine, however long the cluster or its store is unavailable.</summary>
    private async Task<MessageResult> StoreOrQuarantineAsync(string topic, ReadOnlySequence<byte> payload, ParsedMessage message, CancellationToken cancellationToken)
    {
        var level = message.Target.Level;
        var attempts = new FailedAttempts(MinAttempts, options.Value.QuarantineAfter, timeProvider);
        for (var pause = FirstPause; ; pause = pause * 2 < MaxPause ? pause * 2 : MaxPause)
        {
            var startedAt = timeProvider.GetTimestamp();
            var isFailing = level is { } known && levels.IsFailing(known);
            try
            {
                var answer = await TryAsync(message, isFailing ? ShortTimeout : Timeout, cancellationToken);
                if (level is { } stored)
                    levels.MarkWorking(stored);
                Count("stored");
                return new MessageResult(ResultsTopic(message), answer);
            }
            catch (Exception exception) when (IsTemporary(exception) && !cancellationToken.IsCancellationRequested)
            {
                if (await IsOfMessageAsync(exception, message.Target, startedAt, cancellationToken))
                    attempts.Add(startedAt);
                else
                    attempts.Reset();
                if (attempts.IsLimitReached(isFailing) && await quarantine.TryAddAsync(Quarantined(topic, payload, message.Target, exception, attempts.Count), cancellationToken))
                {
                    if (level is { } failing && !levels.HasWorkedSince(failing, attempts.Since))
                        levels.MarkFailing(failing);
                    return InQuarantine(message.Target, exception);
                }

                if (_waiting.TryTake(out _))
                    Log.Waiting(logger, Describe(exception), ErrorMapping.IsUnexpected(exception) && !IsUnavailable(exception) ? exception : null);
                await Task.Delay(pause, timeProvider, cancellationToken);
            }
        }
    }

    private async Task<ReadOnlyMemory<byte>> TryAsync(ParsedMessage message, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        return await message.Store(either.Token).WaitAsync(either.Token);
    }

    /// <summary>
    /// Whether the message or its level caused a failure. It did when the gateway has room, the cluster and its store work, and a level that did not
    /// answer did not answer others either.
    /// </summary>
    private async Task<bool> IsOfMessageAsync(Exception exception, MessageTarget target, long startedAt, CancellationToken cancellationToken)
    {
        var isBusy = exception is ApiException { IsBusy: true } || (IsUnavailable(exception) && target.Level is { } level && levels.HasWorkedSince(level, startedAt));
        return !isBusy && await store.WorksAsync(cancellationToken);
    }

    private async Task<MessageResult> QuarantineAsync(QuarantinedMessage message, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; !await quarantine.TryAddAsync(message, cancellationToken); pause = pause * 2 < MaxPause ? pause * 2 : MaxPause)
            await Task.Delay(pause, timeProvider, cancellationToken);
        return InQuarantine(MessageTarget.Of(message.Topic), null);
    }

    private static QuarantinedMessage Quarantined(string topic, ReadOnlySequence<byte> payload, MessageTarget target, Exception exception, int attempts) =>
        new("mqtt", topic, payload.ToArray(), target.LocationId, target.Level?.LevelId, Describe(exception), attempts);

    private MessageResult InQuarantine(MessageTarget target, Exception? exception)
    {
        Count("quarantined");
        var detail = exception is null ? "The message is in quarantine." : $"The message is in quarantine: {ErrorMapping.From(exception).Detail}";
        return new MessageResult(target.Level is { } level ? MqttTopic.Results(level) : null, Results("quarantined", detail, null));
    }

    private MessageResult RefuseMessage(string topic, Exception exception)
    {
        Count("refused");
        var fault = ErrorMapping.From(exception);
        if (_refused.TryTake(out var leftOut))
            Log.Refused(logger, Shorten(topic), fault.Detail, leftOut);
        return new MessageResult(MessageTarget.Of(topic).Level is { } level ? MqttTopic.Results(level) : null, Results(fault.Code, fault.Detail, fault.Field));
    }

    /// <summary>
    /// Why a message could not be processed, for operators. For an unexpected exception they see its first line; callers see nothing of it.
    /// </summary>
    internal static string Describe(Exception exception) => exception switch
    {
        OperationCanceledException => "The level does not answer in time.",
        _ when ErrorMapping.IsUnexpected(exception) => exception.Message.Split('\n')[0].TrimEnd('\r'),
        _ => ErrorMapping.From(exception).Detail,
    };

    private static string? ResultsTopic(ParsedMessage message) =>
        message.Target.Level is { } level ? MqttTopic.Results(level) : message.Batch?.Levels is [var first, ..] ? MqttTopic.Results(first) : null;

    private static byte[] Results(string code, string detail, string? field) =>
        JsonSerializer.SerializeToUtf8Bytes(new { results = Array.Empty<object>(), code, detail, field }, WireJson.Options);

    private void Count(string outcome) => meters.MqttMessages.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private static string Shorten(string topic) => topic.Length <= 200 ? topic : topic[..200] + "…";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A message on {Topic} is refused: {Reason} ({LeftOut} more were since the last such line.)")]
        public static partial void Refused(ILogger logger, string topic, string reason, int leftOut);

        [LoggerMessage(LogLevel.Warning, "Messages of the broker wait: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason, Exception? exception);

        [LoggerMessage(LogLevel.Warning, "A message of QoS 0 on {Topic} is dropped, because too many are under way ({LeftOut} more were since the last such line).")]
        public static partial void Dropped(ILogger logger, string topic, int leftOut);

        [LoggerMessage(LogLevel.Error, "A message on {Topic} can't be processed because of an unexpected exception; it goes into quarantine.")]
        public static partial void Unexpected(ILogger logger, string topic, Exception exception);
    }
}
