using System.Diagnostics.Metrics;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet.Protocol;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>Several gateways, MQTT 3.1.1 brokers, brokers over TLS, and QoS 0 messages.</summary>
public sealed partial class MqttTests
{
    [Fact]
    public async Task Gateways_of_a_shared_subscription_split_the_messages_and_the_other_takes_all_when_one_stops()
    {
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(broker, location);
        await using var remaining = await GatewayMqttInput.StartAsync(system.Parking, GroupOptions("remaining"));
        await using (var stopping = await GatewayMqttInput.StartAsync(system.Parking, GroupOptions("stopping")))
        {
            await Task.WhenAll(remaining.IsUpAsync(), stopping.IsUpAsync());
            for (var i = 0; i < 40; i++)
                await device.EnterAsync(location, $"r{i}");
            await Eventually.HoldsAsync(async () => await system.OccupiedAsync(location) == 40 && device.Results.Count >= 40, "all count");
        }

        // Sent again, as a device without an acknowledgement does: the broker may have given the message to the gateway that was stopping.
        await Eventually.HoldsAsync(
            async () =>
            {
                await device.EnterAsync(location, Enumerable.Range(40, 10).Select(i => $"r{i}"));
                return await system.OccupiedAsync(location) == 50;
            },
            "the remaining gateway takes them all");
        for (var i = 0; i < 40; i++)
            Assert.Single(device.Results, result => result.Text.Contains($"\"r{i}\"", StringComparison.Ordinal));

        MqttOptions GroupOptions(string name) =>
            new() { Broker = new Uri(broker.Address), ClientId = name, Group = "parking", PublishResults = true, SessionExpiry = TimeSpan.Zero };
    }

    [Fact]
    public async Task Two_gateways_with_the_same_client_id_report_it_until_one_of_them_stops()
    {
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        await using var remaining = await GatewayMqttInput.StartAsync(system.Parking, TwinOptions());
        await using (var other = await GatewayMqttInput.StartAsync(system.Parking, TwinOptions()))
        {
            foreach (var input in new[] { remaining, other })
            {
                await Eventually.HoldsAsync(
                    () => input.Link.Reason is { } reason && reason.Contains("'twin'", StringComparison.Ordinal) && reason.Contains("--mqtt-client-id", StringComparison.Ordinal),
                    "the reason names the client id");
            }
        }

        await Eventually.HoldsAsync(() => remaining.Link is { IsUp: true, Reason: null }, "the remaining gateway is up without a reason");

        MqttOptions TwinOptions() => new() { Broker = new Uri(broker.Address), ClientId = "twin", SessionExpiry = TimeSpan.Zero };
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broker_that_supports_only_MQTT_3_1_1_is_used_with_it(bool sendsConnAck)
    {
        await using var broker = new Mqtt311Broker(sendsConnAck);
        var location = await system.Parking.NewLocationAsync();
        await using var input = await GatewayMqttInput.StartAsync(system.Parking, new MqttOptions { Broker = new Uri(broker.Address), ClientId = "old" });
        await input.IsUpAsync();
        await broker.PublishAsync(
            $"parking/{location}/upper/readings",
            $$"""{"readings":[{"id":"1","sensorId":"gate-1","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","kind":"entry"}]}""");
        await Eventually.HoldsAsync(() => broker.Acknowledged.Contains(7), "the message is acknowledged");
        Assert.Equal(1, await system.OccupiedAsync(location));
        Assert.Equal<byte[]>([5, 4], [.. broker.ProtocolVersions.TakeLast(2)]);
        Assert.True(broker.ProtocolVersions.Count(version => version == 5) >= (sendsConnAck ? 1 : 2), "MQTT 5 is tried twice when the broker closes without a CONNACK");
        Assert.Null(input.Link.Reason);
    }

    [Fact]
    public async Task A_group_on_an_MQTT_3_1_1_broker_is_reported_in_the_reason()
    {
        await using var broker = new Mqtt311Broker(sendsConnAck: true);
        await using var input = await GatewayMqttInput.StartAsync(
            system.Parking, new MqttOptions { Broker = new Uri(broker.Address), ClientId = "old-group", Group = "parking" });
        await input.IsUpAsync();
        Assert.Contains("no groups", input.Link.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_with_an_untrusted_certificate_is_not_used_and_the_reason_says_so()
    {
        await using var broker = new Mosquitto(tls: true);
        await broker.StartAsync();
        await using var input = await GatewayMqttInput.StartAsync(system.Parking, new MqttOptions { Broker = new Uri(broker.Address), ClientId = "careful" });
        // On a busy machine the first attempt may end with another reason: no answer in time.
        await Eventually.HoldsAsync(() => input.Link.Reason?.Contains("certificate", StringComparison.Ordinal) == true, "the reason is the certificate");
        Assert.False(input.Link.IsUp);
    }

    [Fact]
    public async Task QoS_0_messages_wait_for_the_cluster_and_those_above_1000_are_dropped_and_counted()
    {
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(broker, location);
        var link = ClusterLink.Remote();
        using var dropped = Dropped();
        await using var input = await GatewayMqttInput.StartAsync(system.Parking, new MqttOptions { Broker = new Uri(broker.Address), ClientId = "waits" }, link);
        await input.IsUpAsync();
        for (var i = 0; i < 1100; i++)
            await device.SendAsync($"parking/{location}/upper/readings", Device.Readings([$"r{i}"]), qos: MqttQualityOfServiceLevel.AtMostOnce);
        await Eventually.HoldsAsync(() => dropped.Count > 0, "some are dropped");

        link.MarkReached();
        await Eventually.HoldsAsync(async () => await system.OccupiedAsync(location) >= 1000, "those that waited count");
        Assert.InRange(await system.OccupiedAsync(location) + dropped.Count, 1001, 1100);
    }

    [Fact]
    [Trait("Hole", "7")]
    public async Task In_flight_bytes_are_bounded_and_QoS_1_messages_wait_at_the_broker()
    {
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(broker, location);
        var link = ClusterLink.Remote();
        using var bytes = new InFlightBytes(system.Parking.Services.GetRequiredService<GatewayMeters>().MqttBytes);
        await using var input = await GatewayMqttInput.StartAsync(
            system.Parking, new MqttOptions { Broker = new Uri(broker.Address), ClientId = "small", MebibytesUnderWay = 4 }, link);
        await input.IsUpAsync();
        for (var i = 0; i < 30; i++)
            await device.SendAsync($"parking/{location}/upper/readings", LargeMessage($"r{i}"));
        await Eventually.HoldsAsync(() => bytes.Current > 3 * 1024 * 1024, "some messages are in flight");

        link.MarkReached();
        await Eventually.HoldsAsync(async () => await system.OccupiedAsync(location) == 30, "all count");
        await Eventually.HoldsAsync(() => bytes.Current == 0, "no bytes are in flight");
        Assert.InRange(bytes.Max, 3 * 1024 * 1024, 4 * 1024 * 1024);
    }

    [Fact]
    [Trait("Hole", "7")]
    public async Task QoS_0_messages_above_half_of_the_in_flight_bytes_are_dropped_and_counted()
    {
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(broker, location);
        var link = ClusterLink.Remote();
        using var dropped = Dropped();
        await using var input = await GatewayMqttInput.StartAsync(
            system.Parking, new MqttOptions { Broker = new Uri(broker.Address), ClientId = "small", MebibytesUnderWay = 4 }, link);
        await input.IsUpAsync();
        for (var i = 0; i < 10; i++)
            await device.SendAsync($"parking/{location}/upper/readings", LargeMessage($"r{i}"), qos: MqttQualityOfServiceLevel.AtMostOnce);
        await Eventually.HoldsAsync(() => dropped.Count == 8, "the messages above half of the bytes are dropped");

        link.MarkReached();
        await Eventually.HoldsAsync(async () => await system.OccupiedAsync(location) == 2, "the others count");
    }

    /// <summary>A message of 900 KiB with one entry.</summary>
    private static string LargeMessage(string id) => Device.Readings([id]) + new string(' ', 900 * 1024);

    private DroppedMessages Dropped() => new(system.Parking.Services.GetRequiredService<GatewayMeters>().MqttMessages);

    /// <summary>Counts the messages that the metric reports as dropped.</summary>
    private sealed class DroppedMessages : IDisposable
    {
        private readonly MeterListener _listener = new();
        private int _count;

        public DroppedMessages(Instrument metric)
        {
            _listener.SetMeasurementEventCallback<long>((_, messages, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (tag is { Key: "outcome", Value: "dropped" })
                        Interlocked.Add(ref _count, (int)messages);
                }
            });
            _listener.EnableMeasurementEvents(metric);
        }

        public int Count => Volatile.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }

    /// <summary>Tracks current and highest in-flight bytes.</summary>
    private sealed class InFlightBytes : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Lock _lock = new();
        private long _current;
        private long _max;

        public InFlightBytes(Instrument metric)
        {
            _listener.SetMeasurementEventCallback<long>((_, bytes, _, _) =>
            {
                lock (_lock)
                {
                    _current += bytes;
                    _max = Math.Max(_max, _current);
                }
            });
            _listener.EnableMeasurementEvents(metric);
        }

        public long Current
        {
            get
            {
                lock (_lock)
                    return _current;
            }
        }

        public long Max
        {
            get
            {
                lock (_lock)
                    return _max;
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
