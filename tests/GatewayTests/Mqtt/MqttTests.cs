using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>Readings over a real broker.</summary>
public sealed partial class MqttTests(MqttSystem system) : IClassFixture<MqttSystem>
{
    [Fact]
    public async Task A_message_that_comes_five_times_counts_once_and_each_time_says_so()
    {
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(system.Broker, location);
        for (var i = 0; i < 5; i++)
            await device.EnterAsync(location, "same");

        await Eventually.HoldsAsync(() => device.Results.Count == 5, "each message has results");
        Assert.Equal(1, await system.OccupiedAsync(location));
        Assert.All(device.Results, result => Assert.Equal($"parking/{location}/upper/results", result.Topic));
        Assert.Equal(1, device.Results.Count(result => result.Text.Contains("\"accepted\"", StringComparison.Ordinal)));
        Assert.Equal(4, device.Results.Count(result => result.Text.Contains("\"duplicate\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_bad_is_refused_for_good_and_holds_nothing_up()
    {
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(system.Broker, location);
        await device.EnterAsync(location, "good");
        await Eventually.HoldsAsync(() => device.Results.Any(result => result.Text.Contains("\"accepted\"", StringComparison.Ordinal)), "the good one counts");
        var before = (await system.Parking.Level(location).GetAsync()).Status.Version;
        string[] bodies =
        [
            "", "nonsense", "[]", "{}", """{"readings":[]}""", """{"readings":[{"kind":"entry"}]}""", """{"readings":[7]}""",
            new string('[', 5000), $$"""{"readings":[{"id":"1","a":{{new string('[', 500)}}{{new string(']', 500)}}}]}""",
            $$"""{"readings":[{"id":"{{new string('x', 1024 * 1024)}}"}]}""", "\u0000\ufffd",
        ];
        foreach (var body in bodies)
            await device.SendAsync($"parking/{location}/upper/readings", body);
        string[] topics = ["parking/No Slug/upper/readings", $"parking/{location}/UPPER/readings", "parking//upper/readings", "parking/nowhere/upper/readings"];
        foreach (var topic in topics)
            await device.SendAsync(topic, """{"readings":[{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"entry"}]}""");
        foreach (var body in bodies)
            await device.SendAsync("net/d1/up", body);
        await device.SendAsync("net/d1/up", """{"dev":"stranger"}""");

        // Acknowledgements keep the order: when this one has its results, all before it are done with.
        await device.EnterAsync(location, "good");
        await Eventually.HoldsAsync(() => device.Results.Any(result => result.Text.Contains("\"duplicate\"", StringComparison.Ordinal)), "the good one is answered");
        Assert.Equal(1, await system.OccupiedAsync(location));
        Assert.Equal(before, (await system.Parking.Level(location).GetAsync()).Status.Version);
        Assert.Equal(bodies.Length, device.Results.Count(result => result.Text.Contains("\"code\"", StringComparison.Ordinal)));
        Assert.True(system.Link.IsUp);
    }

    [Fact]
    public async Task A_retained_message_counts_once_whoever_comes_again()
    {
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(system.Broker, location);
        await device.SendAsync(
            $"parking/{location}/upper/readings",
            $$"""{"readings":[{"id":"kept","sensorId":"gate-1","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","kind":"entry"}]}""",
            retain: true);
        await Eventually.HoldsAsync(() => device.Results.Count == 1, "it counts");
        await system.WhileAwayAsync(() => Task.CompletedTask);
        await Eventually.HoldsAsync(() => device.Results.Count == 2, "it came again");
        Assert.Equal(1, await system.OccupiedAsync(location));
    }

    [Fact]
    public async Task What_is_sent_while_the_gateway_is_away_counts_when_it_is_back()
    {
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(system.Broker, location);
        await system.WhileAwayAsync(() => device.EnterAsync(location, "1", "2", "3"));
        await Eventually.HoldsAsync(async () => await system.OccupiedAsync(location) == 3, "what waited at the broker counts");
    }

    [Fact]
    public async Task A_broker_that_is_killed_and_started_again_costs_nothing()
    {
        var location = await system.Parking.NewLocationAsync();
        await using (var device = await Device.ConnectAsync(system.Broker, location))
        {
            for (var i = 0; i < 20; i++)
                await device.EnterAsync(location, $"r{i}");
        }

        await system.Broker.KillAsync();
        await Eventually.HoldsAsync(() => !system.Link.IsUp, "the gateway notices");
        using var http = system.Parking.Http();
        var ready = await HttpAnswer.SendAsync(http, HttpMethod.Get, "/health/ready");
        Assert.Equal(200, (int)ready.Status);
        Assert.Contains("MQTT", ready.Text, StringComparison.Ordinal);

        await system.Broker.StartAsync();
        await system.IsUpAsync();
        await using (var again = await Device.ConnectAsync(system.Broker, location))
        {
            for (var i = 0; i < 40; i++)
                await again.EnterAsync(location, $"r{i}");
        }

        await Eventually.HoldsAsync(async () => await system.OccupiedAsync(location) == 40, "each counts once");
        Assert.DoesNotContain("MQTT", (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/health/ready")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_uplink_on_the_topic_of_a_mapping_counts()
    {
        var site = system.Parking.Grains.GetGrain<ILocationGrain>("net-site");
        await site.ConfigureAsync(new LocationSettings("Net"));
        await site.ConfigureLevelAsync("upper", new LevelSettings("Upper", CountingMode.Count, new Dictionary<string, int> { ["standard"] = 50 }));
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(system.Broker, location);
        await device.SendAsync("net/d1/up", $$"""{"dev":"D1","time":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","seq":1,"cars":17}""");
        await Eventually.HoldsAsync(async () => (await system.Parking.Level("net-site").GetAsync()).Status.Spots.Occupied == 17, "the uplink counts");
    }
}
