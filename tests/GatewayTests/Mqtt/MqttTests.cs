using LiveParking.Gateway.Mqtt;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>Readings over a real broker.</summary>
public sealed class MqttTests : IAsyncLifetime
{
    private readonly Mosquitto _broker = new();
    private readonly TestFolder _folder = new();
    private ParkingSystem _system = null!;
    private string _location = "";

    public async Task InitializeAsync()
    {
        await _broker.StartAsync();
        File.WriteAllText(_folder.Sub("mappings.json"), """
            {"mappings": [{"name": "net", "topics": ["net/+/up"], "device": "dev", "at": "time", "id": "seq",
              "readings": [{"kind": "count", "occupied": "cars"}], "devices": {"d1": {"location": "net-site", "level": "upper"}}}]}
            """);
        _system = new ParkingSystem(_ => { }, builder =>
        {
            builder.Configuration["mqtt"] = _broker.Address;
            builder.Configuration["mqtt-client-id"] = "gateway-under-test";
            builder.Configuration["mqtt-results"] = "true";
            builder.Configuration["mappings"] = _folder.Sub("mappings.json");
        });
        await _system.InitializeAsync();
        _location = await _system.NewLocationAsync();
        await Eventually.HoldsAsync(() => Link.IsUp, "the gateway is connected to the broker");
    }

    public async Task DisposeAsync()
    {
        await _system.DisposeAsync();
        await _broker.DisposeAsync();
        _folder.Dispose();
    }

    private MqttLink Link => _system.Services.GetRequiredService<MqttLink>();

    [Fact]
    public async Task A_message_that_comes_five_times_counts_once_and_each_time_says_so()
    {
        await using var device = await Device.ConnectAsync(_broker);
        for (var i = 0; i < 5; i++)
            await device.EnterAsync(_location, "same");

        await Eventually.HoldsAsync(() => device.Results.Count == 5, "each message has results");
        Assert.Equal(1, await OccupiedAsync());
        Assert.All(device.Results, result => Assert.Equal($"parking/{_location}/upper/results", result.Topic));
        Assert.Equal(1, device.Results.Count(result => result.Text.Contains("\"accepted\"", StringComparison.Ordinal)));
        Assert.Equal(4, device.Results.Count(result => result.Text.Contains("\"duplicate\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_bad_is_refused_for_good_and_holds_nothing_up()
    {
        await using var device = await Device.ConnectAsync(_broker);
        var before = (await _system.Level(_location).GetStatusAsync()).Version;
        string[] bodies =
        [
            "", "nonsense", "[]", "{}", """{"readings":[]}""", """{"readings":[{"kind":"entry"}]}""", """{"readings":[7]}""",
            new string('[', 5000), $$"""{"readings":[{"id":"1","a":{{new string('[', 500)}}{{new string(']', 500)}}}]}""",
            $$"""{"readings":[{"id":"{{new string('x', 1024 * 1024)}}"}]}""", "\u0000\ufffd",
        ];
        foreach (var body in bodies)
            await device.SendAsync($"parking/{_location}/upper/readings", body);
        string[] topics = ["parking/No Slug/upper/readings", $"parking/{_location}/UPPER/readings", "parking//upper/readings", "parking/nowhere/upper/readings"];
        foreach (var topic in topics)
            await device.SendAsync(topic, """{"readings":[{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"entry"}]}""");
        await device.SendAsync("net/d1/up", "no json");
        await device.SendAsync("net/d1/up", """{"dev":"stranger"}""");
        Assert.Equal(before, (await _system.Level(_location).GetStatusAsync()).Version);

        // Acknowledgements keep the order: when this one has its results, all before it are done with.
        await device.EnterAsync(_location, "good");
        await Eventually.HoldsAsync(() => device.Results.Any(result => result.Text.Contains("\"accepted\"", StringComparison.Ordinal)), "the good one counts");
        Assert.Equal(1, await OccupiedAsync());
        Assert.Equal(bodies.Length, device.Results.Count(result => result.Topic.Contains(_location, StringComparison.Ordinal) && result.Text.Contains("\"code\"", StringComparison.Ordinal)));
        Assert.True(Link.IsUp);
    }

    [Fact]
    public async Task A_retained_message_counts_once_whoever_comes_again()
    {
        await using var device = await Device.ConnectAsync(_broker);
        await device.SendAsync(
            $"parking/{_location}/upper/readings",
            $$"""{"readings":[{"id":"kept","sensorId":"gate-1","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","kind":"entry"}]}""",
            retain: true);
        await Eventually.HoldsAsync(() => device.Results.Count == 1, "it counts");
        await RestartIngestAsync(() => Task.CompletedTask);
        await Eventually.HoldsAsync(() => device.Results.Count == 2, "it came again");
        Assert.Equal(1, await OccupiedAsync());
    }

    [Fact]
    public async Task What_is_sent_while_the_gateway_is_away_counts_when_it_is_back()
    {
        await using var device = await Device.ConnectAsync(_broker);
        await RestartIngestAsync(() => device.EnterAsync(_location, "1", "2", "3"));
        await Eventually.HoldsAsync(async () => await OccupiedAsync() == 3, "what waited at the broker counts");
    }

    [Fact]
    public async Task A_broker_that_is_killed_and_started_again_costs_nothing()
    {
        await using (var device = await Device.ConnectAsync(_broker))
        {
            for (var i = 0; i < 20; i++)
                await device.EnterAsync(_location, $"r{i}");
        }

        await _broker.KillAsync();
        await Eventually.HoldsAsync(() => !Link.IsUp, "the gateway notices");
        using var http = _system.Http();
        var ready = await HttpAnswer.SendAsync(http, HttpMethod.Get, "/health/ready");
        Assert.Equal(200, (int)ready.Status);
        Assert.Contains("MQTT", ready.Text, StringComparison.Ordinal);

        await _broker.StartAsync();
        await Eventually.HoldsAsync(() => Link.IsUp, "the gateway is connected again");
        await using (var again = await Device.ConnectAsync(_broker))
        {
            for (var i = 0; i < 40; i++)
                await again.EnterAsync(_location, $"r{i}");
        }

        await Eventually.HoldsAsync(async () => await OccupiedAsync() == 40, "each counts once");
        Assert.DoesNotContain("MQTT", (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/health/ready")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_uplink_on_the_topic_of_a_mapping_counts()
    {
        var site = _system.Grains.GetGrain<Grains.Interfaces.Locations.ILocationGrain>("net-site");
        await site.ConfigureAsync(new Grains.Interfaces.Locations.LocationSettings("Net"));
        await site.ConfigureLevelAsync("upper", new LevelSettings("Upper", CountingMode.Count, new Dictionary<string, int> { ["standard"] = 50 }));
        await using var device = await Device.ConnectAsync(_broker);
        await device.SendAsync("net/d1/up", $$"""{"dev":"D1","time":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","seq":1,"cars":17}""");
        await Eventually.HoldsAsync(async () => (await _system.Level("net-site").GetStatusAsync()).Spots.Occupied == 17, "the uplink counts");
    }

    private async Task<int> OccupiedAsync() => (await _system.Level(_location).GetStatusAsync()).Spots.Occupied;

    private async Task RestartIngestAsync(Func<Task> meanwhile)
    {
        var ingest = _system.Services.GetServices<IHostedService>().OfType<MqttIngest>().Single();
        await ingest.StopAsync(CancellationToken.None);
        await meanwhile();
        await ingest.StartAsync(CancellationToken.None);
    }
}
