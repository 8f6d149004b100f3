using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>A connection that stops reading because the budget is full does not count as lost.</summary>
public sealed class BudgetedChannelTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly GatewayMeters _meters;
    private readonly Scripted _broker = new();

    public BudgetedChannelTests() => _meters = new GatewayMeters(_services.GetRequiredService<IMeterFactory>());

    [Fact]
    [Trait("Hole", "7")]
    public async Task Without_room_a_QoS_1_message_waits_and_a_ping_is_answered()
    {
        var budget = new MessageBudget(100, _meters);
        using var channel = new BudgetedChannel(_broker, budget, _ => Assert.Fail("Nothing is dropped."));
        _broker.Send(Message("first", 80));
        _broker.Send(Message("second", 80));
        Assert.Equal("first", Assert.IsType<MqttPublishPacket>(await channel.ReceivePacketAsync(default)).Topic);

        var next = channel.ReceivePacketAsync(default);
        await channel.SendPacketAsync(new MqttPingReqPacket(), default);
        Assert.IsType<MqttPingRespPacket>(await Eventually.WithinAsync(next));
        next = channel.ReceivePacketAsync(default);
        Assert.False(next.IsCompleted);
        Assert.Equal(80, budget.Bytes);
        budget.Release(80);
        Assert.Equal("second", Assert.IsType<MqttPublishPacket>(await Eventually.WithinAsync(next)).Topic);
    }

    [Fact]
    [Trait("Hole", "7")]
    public async Task Without_room_a_QoS_0_message_is_dropped_and_reported()
    {
        var budget = new MessageBudget(100, _meters);
        var dropped = new List<string>();
        using var channel = new BudgetedChannel(_broker, budget, dropped.Add);
        _broker.Send(Message("first", 40));
        _broker.Send(Message("dropped", 20, MqttQualityOfServiceLevel.AtMostOnce));
        _broker.Send(Message("second", 60));
        Assert.Equal("first", ((MqttPublishPacket?)await channel.ReceivePacketAsync(default))!.Topic);
        Assert.Equal("second", ((MqttPublishPacket?)await channel.ReceivePacketAsync(default))!.Topic);
        Assert.Equal(["dropped"], dropped);
    }

    [Fact]
    [Trait("Hole", "7")]
    public async Task A_message_above_the_byte_limit_is_taken_alone_and_a_cancelled_wait_gets_nothing()
    {
        var budget = new MessageBudget(100, _meters);
        using var channel = new BudgetedChannel(_broker, budget, _ => Assert.Fail("Nothing is dropped."));
        _broker.Send(Message("large", 1000));
        _broker.Send(Message("small", 1));
        Assert.Equal("large", ((MqttPublishPacket?)await channel.ReceivePacketAsync(default))!.Topic);
        using var stop = new CancellationTokenSource();
        var next = channel.ReceivePacketAsync(stop.Token);
        await stop.CancelAsync();
        Assert.Null(await Eventually.WithinAsync(next));
    }

    public void Dispose()
    {
        _meters.Dispose();
        _services.Dispose();
    }

    private static MqttPublishPacket Message(string topic, int bytes, MqttQualityOfServiceLevel qos = MqttQualityOfServiceLevel.AtLeastOnce) =>
        new() { Topic = topic, PayloadSegment = new ArraySegment<byte>(new byte[bytes]), QualityOfServiceLevel = qos };

    /// <summary>The other end: gives packets in order.</summary>
    private sealed class Scripted : IMqttChannelAdapter
    {
        private readonly Channel<MqttPacket> _packets = Channel.CreateUnbounded<MqttPacket>();

        public long BytesReceived => 0;

        public long BytesSent => 0;

        public X509Certificate2 ClientCertificate => null!;

        public EndPoint RemoteEndPoint => null!;

        public EndPoint LocalEndPoint => null!;

        public bool IsSecureConnection => false;

        public MqttPacketFormatterAdapter PacketFormatterAdapter => null!;

        public void Send(MqttPacket packet) => _packets.Writer.TryWrite(packet);

        public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken) => await _packets.Reader.ReadAsync(cancellationToken);

        public void ResetStatistics()
        {
        }

        public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
