using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// Reads from the broker only as much as a budget allows. The client queues whatever it reads, without a limit, so the limit is set here: without room a
/// message of QoS 0 is dropped, and for one of QoS 1 or 2 nothing more is read from the socket, which holds up the broker.
/// </summary>
/// <param name="inner">The channel itself.</param>
/// <param name="budget">What may be under way. Whoever is done with a message gives its bytes back.</param>
/// <param name="drop">Is told the topic of a dropped message.</param>
internal sealed class BudgetedChannel(IMqttChannelAdapter inner, MessageBudget budget, Action<string> drop) : IMqttChannelAdapter
{
    /// <summary>The message for which there was no room. Used by the reader only.</summary>
    private MqttPublishPacket? _held;

    /// <summary>Completed while the answer to a ping is waited for.</summary>
    private volatile TaskCompletionSource _pinged = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
            _pinged.TrySetResult();
    }

    /// <summary>The next packet; null when the connection is closed or nobody waits for it any more.</summary>
    public async Task<MqttPacket?> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_held is not null)
                return await TakeHeldAsync(cancellationToken);
            var packet = await inner.ReceivePacketAsync(cancellationToken);
            if (packet is MqttPingRespPacket)
                Answered();
            if (packet is not MqttPublishPacket publish)
                return packet;
            var mayBeDropped = publish.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce;
            if (budget.TryTake(publish.Payload.Length, mayBeDropped, out _))
                return publish;
            if (mayBeDropped)
                drop(publish.Topic);
            else
                _held = publish;
        }
    }

    public void Dispose() => inner.Dispose();

    /// <summary>
    /// Waits for room. The broker's answer to a ping is behind the messages that are not read; the client is given one in its place, or it would take the
    /// connection for lost. Its own ping has gone out, and a broker that is gone shows by that.
    /// </summary>
    private async Task<MqttPacket?> TakeHeldAsync(CancellationToken cancellationToken)
    {
        while (_held is { } held)
        {
            if (budget.TryTake(held.Payload.Length, mayBeDropped: false, out var freed))
            {
                _held = null;
                return held;
            }

            if (_pinged.Task.IsCompleted)
            {
                Answered();
                return new MqttPingRespPacket();
            }

            try
            {
                await Task.WhenAny(freed, _pinged.Task).WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // As the channel itself does when it is cancelled.
                return null;
            }
        }

        return null;
    }

    private void Answered()
    {
        if (_pinged.Task.IsCompleted)
            _pinged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
