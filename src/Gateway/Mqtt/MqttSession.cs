using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;

namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// One connection to the broker. Messages are processed concurrently and acknowledged in arrival order, each after its readings are processed. The
/// broker resends unacknowledged messages after the connection ends. A budget limits the messages in progress.
/// </summary>
internal sealed partial class MqttSession : IAsyncDisposable
{
    private readonly IMqttClient _client;
    private readonly MessageIntake _intake;
    private readonly MessageBudget _budget;
    private readonly bool _publishResults;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource<string> _disconnectReason = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Unbounded, because MessageBudget already limits the messages in progress.
    private readonly Channel<PendingMessage> _pending = Channel.CreateUnbounded<PendingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _acknowledging;

    public MqttSession(MessageIntake intake, MessageBudget budget, bool publishResults, ILogger logger)
    {
        var client = new MqttClientFactory().CreateMqttClient(new BudgetedAdapterFactory(budget, intake.OnDropped));
        _client = client;
        _intake = intake;
        _budget = budget;
        _publishResults = publishResults;
        _logger = logger;
        client.ApplicationMessageReceivedAsync += ReceiveAsync;
        client.DisconnectedAsync += OnDisconnectedAsync;
        _acknowledging = AcknowledgeAllAsync();
    }

    /// <summary>The client, to connect it and to subscribe.</summary>
    public IMqttClient Client => _client;

    /// <summary>Waits until the connection is lost and returns the reason. Cancelling returns a reason too; it does not throw.</summary>
    public async Task<string> WaitForDisconnectAsync(CancellationToken cancellationToken)
    {
        await using var stop = cancellationToken.UnsafeRegister(
            static source => ((TaskCompletionSource<string>)source!).TrySetResult("the gateway stops"), _disconnectReason);
        return await _disconnectReason.Task;
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
            Log.DisconnectFailed(_logger, exception.Message);
        }

        _client.Dispose();
        _budget.Close();
        _ended.Dispose();
    }

    private Task OnDisconnectedAsync(MqttClientDisconnectedEventArgs disconnected)
    {
        _disconnectReason.TrySetResult(disconnected.Reason == MqttClientDisconnectReason.SessionTakenOver
            ? "another client connected with the same client id"
            : disconnected.ReasonString is { Length: > 0 } reason ? reason
            : disconnected.Exception?.GetBaseException().Message.Split('\n')[0].TrimEnd('\r', '.') ?? "the broker has closed it");
        return Task.CompletedTask;
    }

    private Task ReceiveAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        received.AutoAcknowledge = false;
        var processing = _intake.ProcessAsync(received.ApplicationMessage.Topic, received.ApplicationMessage.Payload, _ended.Token);
        if (!_pending.Writer.TryWrite(new PendingMessage(received, processing)))
            Log.NotAcknowledged(_logger, "the session is being closed");
        return Task.CompletedTask;
    }

    private async Task AcknowledgeAllAsync()
    {
        try
        {
            await foreach (var (received, processing) in _pending.Reader.ReadAllAsync(_ended.Token))
            {
                var result = await processing;
                await received.AcknowledgeAsync(_ended.Token);
                _budget.Release(received.ApplicationMessage.Payload.Length);
                if (_publishResults && result.ResultsTopic is { } topic)
                    await PublishAsync(topic, result.Results);
            }
        }
        catch (Exception exception)
        {
            // A client whose connection drops meanwhile may throw any exception, even a NullReferenceException.
            Log.NotAcknowledged(_logger, exception.Message);
            _disconnectReason.TrySetResult("an acknowledgement could not be sent");
        }
    }

    private Task PublishAsync(string topic, ReadOnlyMemory<byte> results) =>
        _client.PublishAsync(
            new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(results.ToArray())
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtMostOnce).Build(),
            _ended.Token);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Messages stay unacknowledged and will be sent again: {Reason}")]
        public static partial void NotAcknowledged(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Debug, "The disconnect message could not be sent to the broker: {Reason}")]
        public static partial void DisconnectFailed(ILogger logger, string reason);
    }

    private sealed record PendingMessage(MqttApplicationMessageReceivedEventArgs Received, Task<MessageResult> Processing);
}
