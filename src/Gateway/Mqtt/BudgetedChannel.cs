using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// Reads from the broker only as much as a budget allows. The client queues everything it reads without a limit, so the limit is applied here.
/// Without room, a QoS 0 message is dropped. For a QoS 1 or 2 message, reading from the socket stops, which makes the broker wait.
/// </summary>
/// <param name="inner">The wrapped channel.</param>
/// <param name="budget">The limit on messages in progress. The handler of a message releases its bytes.</param>
/// <param name="drop">Receives the topic of each dropped message.</param>
internal sealed class BudgetedChannel(IMqttChannelAdapter inner, MessageBudget budget, Action<string> drop) : IMqttChannelAdapter
{
    /// <summary>The message that did not fit. Used by the reader only.</summary>
    private MqttPublishPacket? _waitingMessage;

    /// <summary>Completed while a ping response is expected.</summary>
    private volatile TaskCompletionSource _pingSent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long BytesReceived => inner.BytesReceived;

    public long BytesSent => inner.BytesSent;

    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    public void ResetStatistics() => inner.ResetStatistics();

    public async Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        await inner.SendPacketAsync(packet, cancellationToken);
        if (packet is MqttPingReqPacket)
            _pingSent.TrySetResult();
    }

    /// <summary>The next packet; null when the connection is closed or the call is cancelled.</summary>
    public async Task<MqttPacket?> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_waitingMessage is not null)
                return await TakeWaitingAsync(cancellationToken);
            var packet = await inner.ReceivePacketAsync(cancellationToken);
            if (packet is MqttPingRespPacket)
                ResetPing();
            if (packet is not MqttPublishPacket publish)
                return packet;
            var mayBeDropped = publish.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce;
            if (budget.TryTake(publish.Payload.Length, mayBeDropped, out _))
                return publish;
            if (mayBeDropped)
                drop(publish.Topic);
            else
                _waitingMessage = publish;
        }
    }

    public void Dispose() => inner.Dispose();

    /// <summary>
    /// Waits for room. The broker's ping response is behind the unread messages. The client gets a substitute response, because it would otherwise
    /// treat the connection as lost. Its own ping was sent, so a lost broker is still detected.
    /// </summary>
    private async Task<MqttPacket?> TakeWaitingAsync(CancellationToken cancellationToken)
    {
        while (_waitingMessage is { } message)
        {
            if (budget.TryTake(message.Payload.Length, mayBeDropped: false, out var freed))
            {
                _waitingMessage = null;
                return message;
            }

            if (_pingSent.Task.IsCompleted)
            {
                ResetPing();
                return new MqttPingRespPacket();
            }

            try
            {
                await Task.WhenAny(freed, _pingSent.Task).WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // The same result as the inner channel gives on cancellation.
                return null;
            }
        }

        return null;
    }

    private void ResetPing()
    {
        if (_pingSent.Task.IsCompleted)
            _pingSent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
