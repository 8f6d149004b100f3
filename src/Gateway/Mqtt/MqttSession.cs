using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;

namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// One connection to the broker. Messages are taken many at a time and acknowledged one after the other in the order in which they came, each after it
/// is done with. What is not acknowledged when the connection ends is sent again by the broker.
/// </summary>
internal sealed partial class MqttSession : IAsyncDisposable
{
    /// <summary>
    /// Messages that may be under way. With MQTT 5 the broker is told and sends no more of QoS 1 and 2 before some are acknowledged. Nothing slows
    /// those of QoS 0: the client reads its socket whether they are taken or not, so beyond this many they are dropped.
    /// </summary>
    public const int MostAtOnce = 1000;

    private readonly IMqttClient _client;
    private readonly MessageIntake _intake;
    private readonly bool _publishResults;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Twice as many: those of QoS 0 never take the room that the broker was promised for the others, so that none of those waits before one of QoS 0.
    private readonly Channel<UnderWay> _underWay = Channel.CreateBounded<UnderWay>(new BoundedChannelOptions(2 * MostAtOnce) { SingleReader = true });
    private readonly Task _acknowledging;

    public MqttSession(IMqttClient client, MessageIntake intake, bool publishResults, ILogger logger)
    {
        _client = client;
        _intake = intake;
        _publishResults = publishResults;
        _logger = logger;
        client.ApplicationMessageReceivedAsync += ReceiveAsync;
        client.DisconnectedAsync += OnDisconnectedAsync;
        _acknowledging = AcknowledgeAllAsync();
    }

    /// <summary>The client, to connect it and to subscribe.</summary>
    public IMqttClient Client => _client;

    /// <summary>Completes with the reason when the connection is lost, or when it is no longer waited for.</summary>
    public async Task<string> UntilLostAsync(CancellationToken cancel)
    {
        await using var stop = cancel.UnsafeRegister(static lost => ((TaskCompletionSource<string>)lost!).TrySetResult("the gateway stops"), _lost);
        return await _lost.Task;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _acknowledging;
        _client.ApplicationMessageReceivedAsync -= ReceiveAsync;
        _client.DisconnectedAsync -= OnDisconnectedAsync;
        try
        {
            if (_client.IsConnected)
                await _client.DisconnectAsync(new MqttClientDisconnectOptions());
        }
        catch (Exception exception)
        {
            LogNotAcknowledged(_logger, exception.Message);
        }

        _client.Dispose();
        _ended.Dispose();
    }

    private Task OnDisconnectedAsync(MqttClientDisconnectedEventArgs lost)
    {
        _lost.TrySetResult(lost.Reason == MqttClientDisconnectReason.SessionTakenOver
            ? "another client has taken the session over"
            : lost.ReasonString is { Length: > 0 } reason ? reason
            : lost.Exception?.GetBaseException().Message.Split('\n')[0].TrimEnd('\r', '.') ?? "the broker has closed it");
        return Task.CompletedTask;
    }

    private async Task ReceiveAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        received.AutoAcknowledge = false;
        if (received.ApplicationMessage.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce && _underWay.Reader.Count >= MostAtOnce)
        {
            _intake.Drop(received.ApplicationMessage.Topic);
            return;
        }

        try
        {
            var taken = _intake.TakeAsync(received.ApplicationMessage.Topic, received.ApplicationMessage.Payload, _ended.Token);
            await _underWay.Writer.WriteAsync(new UnderWay(received, taken), _ended.Token);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            LogNotAcknowledged(_logger, "the connection ends");
        }
    }

    private async Task AcknowledgeAllAsync()
    {
        try
        {
            await foreach (var (received, taking) in _underWay.Reader.ReadAllAsync(_ended.Token))
            {
                var taken = await taking;
                await received.AcknowledgeAsync(_ended.Token);
                if (_publishResults && taken.ResultsTopic is { } topic)
                    await PublishAsync(topic, taken.Results);
            }
        }
        catch (Exception exception)
        {
            // A client whose connection drops meanwhile throws what it likes, a NullReferenceException too.
            LogNotAcknowledged(_logger, exception.Message);
            _lost.TrySetResult("it broke off");
        }
    }

    private Task PublishAsync(string topic, ReadOnlyMemory<byte> results) =>
        _client.PublishAsync(
            new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(results.ToArray())
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtMostOnce).Build(),
            _ended.Token);

    [LoggerMessage(LogLevel.Debug, "Messages stay unacknowledged and will be sent again: {Reason}")]
    private static partial void LogNotAcknowledged(ILogger logger, string reason);

    private sealed record UnderWay(MqttApplicationMessageReceivedEventArgs Received, Task<TakenMessage> Taken);
}
