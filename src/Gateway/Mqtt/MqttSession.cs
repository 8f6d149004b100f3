using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;

namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// One connection to the broker. Messages are processed concurrently and acknowledged in arrival order, each after it is done. The broker resends
/// unacknowledged messages after the connection ends. A budget limits the messages in progress.
/// </summary>
internal sealed partial class MqttSession : IAsyncDisposable
{
    private readonly IMqttClient _client;
    private readonly MessageIntake _intake;
    private readonly MessageBudget _budget;
    private readonly bool _publishResults;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The budget limits how many arrive here.
    private readonly Channel<PendingMessage> _pending = Channel.CreateUnbounded<PendingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _acknowledging;

    public MqttSession(MessageIntake intake, MessageBudget budget, bool publishResults, ILogger logger)
    {
        var client = new MqttClientFactory().CreateMqttClient(new BudgetedAdapterFactory(budget, intake.Drop));
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

    /// <summary>Completes with the reason when the connection is lost, or when the wait is cancelled.</summary>
    public async Task<string> UntilLostAsync(CancellationToken cancellationToken)
    {
        await using var stop = cancellationToken.UnsafeRegister(static lost => ((TaskCompletionSource<string>)lost!).TrySetResult("the gateway stops"), _lost);
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
            Log.NotAcknowledged(_logger, exception.Message);
        }

        _client.Dispose();
        _budget.Close();
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

    private Task ReceiveAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        received.AutoAcknowledge = false;
        var taken = _intake.TakeAsync(received.ApplicationMessage.Topic, received.ApplicationMessage.Payload, _ended.Token);
        if (!_pending.Writer.TryWrite(new PendingMessage(received, taken)))
            Log.NotAcknowledged(_logger, "the connection ends");
        return Task.CompletedTask;
    }

    private async Task AcknowledgeAllAsync()
    {
        try
        {
            await foreach (var (received, taking) in _pending.Reader.ReadAllAsync(_ended.Token))
            {
                var taken = await taking;
                await received.AcknowledgeAsync(_ended.Token);
                _budget.Release(received.ApplicationMessage.Payload.Length);
                if (_publishResults && taken.ResultsTopic is { } topic)
                    await PublishAsync(topic, taken.Results);
            }
        }
        catch (Exception exception)
        {
            // A client whose connection drops meanwhile may throw any exception, even a NullReferenceException.
            Log.NotAcknowledged(_logger, exception.Message);
            _lost.TrySetResult("it broke off");
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
    }

    private sealed record PendingMessage(MqttApplicationMessageReceivedEventArgs Received, Task<TakenMessage> Taken);
}
