using System.Buffers;
using System.Text.Json;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Readings;
using LiveParking.Gateway.Uplinks;
using LiveParking.Grains.Interfaces;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// Takes one message of a broker: stores its readings, or refuses it for good. When they can't be stored, because the cluster or its store is
/// out of reach or for whatever reason that is not the message's, it is tried again and again: the broker is told only when it is done with.
/// </summary>
internal sealed partial class MessageIntake(
    ReadingsIntake intake,
    UplinkMappings mappings,
    GatewayMeters meters,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<MessageIntake> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly LogRate _refused = new(time);
    private readonly LogRate _waiting = new(time);
    private readonly LogRate _dropped = new(time);

    /// <summary>Takes a message. What it is made of has been read when this returns its task.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">What it holds.</param>
    /// <param name="cancel">The connection is lost: the broker will send the message again.</param>
    public async Task<TakenMessage> TakeAsync(string topic, ReadOnlySequence<byte> payload, CancellationToken cancel)
    {
        try
        {
            if (payload.Length > options.Value.RequestBodyBytes)
                throw Refuse.TooLarge(options.Value.RequestBodyBytes);
            var bytes = payload.IsSingleSegment ? payload.First : payload.ToArray();
            return MqttTopic.IsReadings(topic)
                ? await TakeReadingsAsync(topic, bytes, cancel)
                : await TakeUplinkAsync(topic, bytes, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            return RefuseMessage(topic, exception);
        }
    }

    /// <summary>A message of QoS 0 came while too many are under way; it is lost.</summary>
    /// <param name="topic">Its topic.</param>
    public void Drop(string topic)
    {
        Count("dropped");
        if (_dropped.TryTake(out var leftOut))
            LogDropped(logger, Shorten(topic), leftOut);
    }

    /// <summary>
    /// Whether what went wrong with storing readings may be over at another time. Only a refusal is for good: what nobody foresaw says nothing
    /// about the message, and once it is acknowledged nobody sends it again.
    /// </summary>
    internal static bool IsPassing(Exception exception) =>
        exception is not (RefusedException or ParkingException) || Faults.From(exception).Status == StatusCodes.Status503ServiceUnavailable;

    private async Task<TakenMessage> TakeReadingsAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var level = MqttTopic.LevelOf(topic);
        var batch = ReadingsReader.Read(payload.Span);
        var status = await UntilStoredAsync(() => intake.ReportAsync(level, batch, cancel), cancel);
        Count("stored");
        return new TakenMessage(MqttTopic.Results(level), ReadingsAnswerWriter.Write(batch, status));
    }

    private async Task<TakenMessage> TakeUplinkAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var uplink = mappings.MapTopic(topic, payload);
        if (uplink.Readings is not { } readings)
        {
            Count("ignored");
            return new TakenMessage(null, default);
        }

        var batch = ReadingsReader.ReadAddressed(readings.Span, _ => true);
        var statuses = await UntilStoredAsync(() => intake.ReportAsync(batch, cancel), cancel);
        Count("stored");
        return new TakenMessage(batch.Levels is [var level, ..] ? MqttTopic.Results(level) : null, ReadingsAnswerWriter.Write(batch, statuses));
    }

    private async Task<T> UntilStoredAsync<T>(Func<Task<T>> report, CancellationToken cancel)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await report().WaitAsync(cancel);
            }
            catch (Exception exception) when (IsPassing(exception) && !(exception is OperationCanceledException && cancel.IsCancellationRequested))
            {
                if (_waiting.TryTake(out _))
                    LogWaiting(logger, Faults.From(exception).Detail, Faults.IsUnforeseen(exception) ? exception : null);
                await Task.Delay(pause, time, cancel);
            }
        }
    }

    private TakenMessage RefuseMessage(string topic, Exception exception)
    {
        Count("refused");
        var fault = Faults.From(exception);
        if (Faults.IsUnforeseen(exception))
            LogUnforeseen(logger, Shorten(topic), exception);
        else if (_refused.TryTake(out var leftOut))
            LogRefused(logger, Shorten(topic), fault.Detail, leftOut);
        var results = JsonSerializer.SerializeToUtf8Bytes(new { results = Array.Empty<object>(), fault.Code, fault.Detail, fault.Field }, WireJson.Options);
        var isLevel = topic.Split('/') is ["parking", var location, var level, "readings"] && Slug.IsValid(location) && Slug.IsValid(level);
        return new TakenMessage(isLevel ? MqttTopic.Results(MqttTopic.LevelOf(topic)) : null, results);
    }

    private void Count(string outcome) => meters.MqttMessages.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private static string Shorten(string topic) => topic.Length <= 200 ? topic : topic[..200] + "…";

    [LoggerMessage(LogLevel.Warning, "A message on {Topic} is refused: {Reason} ({LeftOut} more were since the last such line.)")]
    private static partial void LogRefused(ILogger logger, string topic, string reason, int leftOut);

    [LoggerMessage(LogLevel.Warning, "Messages of the broker wait: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string reason, Exception? exception);

    [LoggerMessage(LogLevel.Warning, "A message of QoS 0 on {Topic} is dropped, because too many are under way ({LeftOut} more were since the last such line).")]
    private static partial void LogDropped(ILogger logger, string topic, int leftOut);

    [LoggerMessage(LogLevel.Error, "A message on {Topic} can't be read for a reason that nobody foresaw; it is refused.")]
    private static partial void LogUnforeseen(ILogger logger, string topic, Exception exception);
}
