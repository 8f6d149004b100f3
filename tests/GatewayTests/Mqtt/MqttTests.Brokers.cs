using System.Diagnostics.Metrics;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet.Protocol;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>Several gateways, old brokers, brokers over TLS, and messages of QoS 0.</summary>
public sealed partial class MqttTests
{
    [Fact]
    public async Task Gateways_of_a_group_share_the_messages_and_one_that_goes_leaves_them_to_the_other()
    {
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(broker, location);
        await using var stays = await GatewayMqttInput.StartAsync(system.Parking, InGroup("stays"));
        await using (var goes = await GatewayMqttInput.StartAsync(system.Parking, InGroup("goes")))
        {
            await Task.WhenAll(stays.IsUpAsync(), goes.IsUpAsync());
            for (var i = 0; i < 40; i++)
                await device.EnterAsync(location, $"r{i}");
            await Eventually.HoldsAsync(async () => await system.OccupiedAsync(location) == 40 && device.Results.Count >= 40, "all count");
        }

        // Again, like any device that is not sure: the broker may have handed a message to the one that was just going.
        await Eventually.HoldsAsync(
            async () =>
            {
                await device.EnterAsync(location, Enumerable.Range(40, 10).Select(i => $"r{i}"));
                return await system.OccupiedAsync(location) == 50;
            },
            "the one that stays takes them all");
        for (var i = 0; i < 40; i++)
            Assert.Single(device.Results, result => result.Text.Contains($"\"r{i}\"", StringComparison.Ordinal));

        MqttOptions InGroup(string name) =>
            new() { Broker = new Uri(broker.Address), ClientId = name, Group = "parking", PublishResults = true, SessionExpiry = TimeSpan.Zero };
    }

    [Fact]
    public async Task Two_gateways_of_one_name_say_which_name_it_is_until_one_of_them_has_another()
    {
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        await using var stays = await GatewayMqttInput.StartAsync(system.Parking, Named());
        await using (var other = await GatewayMqttInput.StartAsync(system.Parking, Named()))
        {
            foreach (var member in new[] { stays, other })
            {
                await Eventually.HoldsAsync(
                    () => member.Link.Reason is { } reason && reason.Contains("'twin'", StringComparison.Ordinal) && reason.Contains("--mqtt-client-id", StringComparison.Ordinal),
                    "the name is told");
            }
        }

        await Eventually.HoldsAsync(() => stays.Link is { IsUp: true, Reason: null }, "a connection that lasts is a good one");

        MqttOptions Named() => new() { Broker = new Uri(broker.Address), ClientId = "twin", SessionExpiry = TimeSpan.Zero };
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broker_that_knows_only_the_old_protocol_is_spoken_to_in_it(bool answers)
    {
        await using var broker = new OldBroker(answers);
        var location = await system.Parking.NewLocationAsync();
        await using var member = await GatewayMqttInput.StartAsync(system.Parking, new MqttOptions { Broker = new Uri(broker.Address), ClientId = "old" });
        await member.IsUpAsync();
        await broker.PublishAsync(
            $"parking/{location}/upper/readings",
            $$"""{"readings":[{"id":"1","sensorId":"gate-1","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","kind":"entry"}]}""");
        await Eventually.HoldsAsync(() => broker.Acknowledged.Contains(7), "it is acknowledged");
        Assert.Equal(1, await system.OccupiedAsync(location));
        Assert.Equal<byte[]>([5, 4], [.. broker.Levels.TakeLast(2)]);
        Assert.True(broker.Levels.Count(level => level == 5) >= (answers ? 1 : 2), "one that just closes is asked twice");
        Assert.Null(member.Link.Reason);
    }

    [Fact]
    public async Task A_group_at_a_broker_of_the_old_protocol_is_told_to_people()
    {
        await using var broker = new OldBroker(answers: true);
        await using var member = await GatewayMqttInput.StartAsync(
            system.Parking, new MqttOptions { Broker = new Uri(broker.Address), ClientId = "old-group", Group = "parking" });
        await member.IsUpAsync();
        Assert.Contains("no groups", member.Link.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_whose_certificate_nobody_trusts_is_not_used_and_the_reason_says_so()
    {
        await using var broker = new Mosquitto(tls: true);
        await broker.StartAsync();
        await using var member = await GatewayMqttInput.StartAsync(system.Parking, new MqttOptions { Broker = new Uri(broker.Address), ClientId = "careful" });
        // On a machine that is busy a first try may end with another reason: no answer in time.
        await Eventually.HoldsAsync(() => member.Link.Reason?.Contains("certificate", StringComparison.Ordinal) == true, "the reason is the certificate");
        Assert.False(member.Link.IsUp);
    }

    [Fact]
    public async Task Messages_of_qo_s_0_wait_for_the_cluster_too_and_those_beyond_a_thousand_are_counted_as_dropped()
    {
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(broker, location);
        var reach = ClusterLink.Remote();
        using var dropped = Dropped();
        await using var member = await GatewayMqttInput.StartAsync(system.Parking, new MqttOptions { Broker = new Uri(broker.Address), ClientId = "waits" }, reach);
        await member.IsUpAsync();
        for (var i = 0; i < 1100; i++)
            await device.SendAsync($"parking/{location}/upper/readings", Device.Readings([$"r{i}"]), qos: MqttQualityOfServiceLevel.AtMostOnce);
        await Eventually.HoldsAsync(() => dropped.Count > 0, "some are dropped");

        reach.MarkReached();
        await Eventually.HoldsAsync(async () => await system.OccupiedAsync(location) >= 1000, "those that waited count");
        Assert.InRange(await system.OccupiedAsync(location) + dropped.Count, 1001, 1100);
    }

    [Fact]
    public async Task Hole_7_the_bytes_of_messages_under_way_are_bounded_and_those_of_qo_s_1_wait_at_the_broker()
    {
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(broker, location);
        var reach = ClusterLink.Remote();
        using var bytes = new BytesUnderWay(system.Parking.Services.GetRequiredService<GatewayMeters>().MqttBytes);
        await using var member = await GatewayMqttInput.StartAsync(
            system.Parking, new MqttOptions { Broker = new Uri(broker.Address), ClientId = "small", MebibytesUnderWay = 4 }, reach);
        await member.IsUpAsync();
        for (var i = 0; i < 30; i++)
            await device.SendAsync($"parking/{location}/upper/readings", Long($"r{i}"));
        await Eventually.HoldsAsync(() => bytes.Now > 3 * 1024 * 1024, "some are under way");

        reach.MarkReached();
        await Eventually.HoldsAsync(async () => await system.OccupiedAsync(location) == 30, "all count");
        await Eventually.HoldsAsync(() => bytes.Now == 0, "nothing is held");
        Assert.InRange(bytes.Most, 3 * 1024 * 1024, 4 * 1024 * 1024);
    }

    [Fact]
    public async Task Hole_7_messages_of_qo_s_0_beyond_the_bytes_are_dropped_and_counted()
    {
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(broker, location);
        var reach = ClusterLink.Remote();
        using var dropped = Dropped();
        await using var member = await GatewayMqttInput.StartAsync(
            system.Parking, new MqttOptions { Broker = new Uri(broker.Address), ClientId = "small", MebibytesUnderWay = 4 }, reach);
        await member.IsUpAsync();
        for (var i = 0; i < 10; i++)
            await device.SendAsync($"parking/{location}/upper/readings", Long($"r{i}"), qos: MqttQualityOfServiceLevel.AtMostOnce);
        await Eventually.HoldsAsync(() => dropped.Count == 8, "what is beyond half of the bytes is dropped");

        reach.MarkReached();
        await Eventually.HoldsAsync(async () => await system.OccupiedAsync(location) == 2, "the others count");
    }

    /// <summary>A message of 900 KiB with one entry.</summary>
    private static string Long(string id) => Device.Readings([id]) + new string(' ', 900 * 1024);

    private DroppedMessages Dropped() => new(system.Parking.Services.GetRequiredService<GatewayMeters>().MqttMessages);

    /// <summary>Listens to the metric.</summary>
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

    /// <summary>Listens to the metric.</summary>
    private sealed class BytesUnderWay : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Lock _lock = new();
        private long _now;
        private long _most;

        public BytesUnderWay(Instrument metric)
        {
            _listener.SetMeasurementEventCallback<long>((_, bytes, _, _) =>
            {
                lock (_lock)
                {
                    _now += bytes;
                    _most = Math.Max(_most, _now);
                }
            });
            _listener.EnableMeasurementEvents(metric);
        }

        public long Now
        {
            get
            {
                lock (_lock)
                    return _now;
            }
        }

        public long Most
        {
            get
            {
                lock (_lock)
                    return _most;
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
