using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using StackExchange.Redis;

namespace LiveParking.SystemTests.Mqtt;

/// <summary>On real processes: broken state in a real Redis, a real broker, the stock client, everything killed.</summary>
public sealed class QuarantineTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RedisServer _redis = new();
    private readonly Broker _broker = new();
    private LiveProgram _silo = null!;
    private LiveProgram _gateway = null!;
    private Api _api = null!;

    public async Task InitializeAsync()
    {
        await Task.WhenAll(_redis.StartAsync(), _broker.StartAsync());
        var where = new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = _redis.ConnectionString, ["LIVEPARKING_KEYS"] = _folder["keys"] };
        var address = new Uri($"http://127.0.0.1:{Text(FreePort.Next())}");
        _silo = new LiveProgram(
            "silo", "Silo", _folder.Path, ["--role", "central", "--silo-port", Text(FreePort.Next()), "--gateway-port", Text(FreePort.Next())], where);
        _gateway = new LiveProgram(
            "gateway",
            "Gateway",
            _folder.Path,
            ["--urls", address.GetLeftPart(UriPartial.Authority), "--mqtt", _broker.Address, "--mqtt-client-id", "gateway", "--mqtt-quarantine-seconds", "5"],
            where);
        await _silo.StartAsync();
        await _gateway.StartAsync();
        _api = new Api(address, await TokenProgram.IssueAsync(_folder.Path, ["operator"]));
        await ReadyAsync();
        await SubscribedAsync();
    }

    [Fact]
    [Trait("Hole", "5")]
    public async Task Levels_whose_state_cannot_be_read_hold_nobody_up_and_their_messages_outlive_every_process()
    {
        string[] broken = ["no-json", "newer", "wrong-type"];
        foreach (var location in broken.Append("good"))
            await _api.MakeLevelAsync(location, "p1");
        await _silo.Child.KillAsync();
        await using var store = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        var rows = new Dictionary<string, HashEntry[]>();
        foreach (var location in broken)
        {
            var hash = rows[location] = await store.GetDatabase().HashGetAllAsync(Key(location));
            await BreakAsync(store.GetDatabase(), location, ((string?)hash.Single(entry => entry.Name == "data").Value)!);
        }

        // The quarantine's own state can't be read either.
        await store.GetDatabase().StringSetAsync("live-parking/state/quarantine-slot/0/payload", "not a hash");
        await _silo.StartAsync();
        await ReadyAsync();
        var bodies = broken.ToDictionary(location => location, location => Reading($"r-{location}"));
        foreach (var location in broken)
            Assert.True(await _broker.PublishAsync(Topic(location), bodies[location]));
        Assert.True(await _broker.PublishAsync(Topic("good"), Reading("g1")));
        await Eventually.HoldsAsync(async () => (await _api.LevelAsync("good", "p1")).Occupied == 1, "the other level counts");
        await Eventually.HoldsAsync(async () => (await MessagesAsync()).Count == broken.Length, "each message is in quarantine");
        await _gateway.Child.OutputLineAsync(line => line.Contains("is in quarantine", StringComparison.Ordinal), "it is logged");

        await Task.WhenAll(_gateway.Child.KillAsync(), _silo.Child.KillAsync(), _redis.KillAsync());
        await _redis.StartAsync();
        foreach (var (location, hash) in rows)
            await RestoreAsync(location, hash);
        await _silo.StartAsync();
        await _gateway.StartAsync();
        await ReadyAsync();
        IReadOnlyList<JsonElement> messages = [];
        await Eventually.HoldsAsync(async () => (messages = await MessagesAsync()).Count == broken.Length, "the messages are there after the kill");
        Assert.Equal(broken.Order(), messages.Select(message => message.GetProperty("locationId").GetString()!).Order());
        Assert.Contains("3 messages are in quarantine", (await _api.GetAsync("/health/ready")).Text, StringComparison.Ordinal);
        foreach (var message in messages)
        {
            var location = message.GetProperty("locationId").GetString()!;
            var path = $"/api/v1/quarantine/{message.GetProperty("id").GetString()}";
            Assert.Equal(bodies[location], (await _api.ReadAsync(path)).GetProperty("text").GetString());
            var replayed = (await _api.PostAsync($"{path}/replay", new { })).Require(HttpStatusCode.OK);
            // The kill may have come before the acknowledgement. The broker has then sent the message again, to a level that works.
            Assert.Contains(replayed.GetProperty("results")[0].GetProperty("outcome").GetString(), (string[])["accepted", "duplicate"]);
            Assert.Equal(HttpStatusCode.NotFound, (await _api.PostAsync($"{path}/replay", new { })).Status);
            var again = (await _api.PostTextAsync($"/api/v1/locations/{location}/levels/p1/readings", bodies[location])).Require(HttpStatusCode.OK);
            Assert.Equal("duplicate", again.GetProperty("results")[0].GetProperty("outcome").GetString());
            Assert.Equal(1, (await _api.LevelAsync(location, "p1")).Occupied);
        }

        Assert.Empty(await MessagesAsync());
    }

    [Fact]
    [Trait("Hole", "5")]
    public async Task An_unavailable_cluster_or_store_puts_nothing_into_quarantine()
    {
        await _api.MakeLevelAsync("good", "p1");
        await _redis.KillAsync();
        Assert.True(await _broker.PublishAsync(Topic("good"), Reading("1")));
        await _gateway.Child.OutputLineAsync(line => line.Contains("Messages of the broker wait", StringComparison.Ordinal), "the message waits");
        // Waiting is logged once a try, so this is for longer than the message would have to fail.
        await Eventually.HoldsAsync(() => Task.FromResult(Waits() >= 6), "it is tried again and again");
        await _silo.Child.KillAsync();
        var before = Waits();
        await Eventually.HoldsAsync(() => Task.FromResult(Waits() >= before + 3), "it is tried without a cluster too");
        await _redis.StartAsync();
        await _silo.StartAsync();
        await ReadyAsync();
        await Eventually.HoldsAsync(async () => (await _api.LevelAsync("good", "p1")).Occupied == 1, "it counts when both are back");
        Assert.Empty(await MessagesAsync());

        int Waits() => _gateway.Child.Output.Count(line => line.Contains("Messages of the broker wait", StringComparison.Ordinal));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _silo.DisposeAsync();
        await _broker.DisposeAsync();
        await _redis.DisposeAsync();
    }

    public void Dispose()
    {
        _api?.Dispose();
        _folder.Dispose();
    }

    private static async Task BreakAsync(IDatabase store, string location, string data)
    {
        if (location == "no-json")
        {
            await store.HashSetAsync(Key(location), "data", "{\"schema\":");
        }
        else if (location == "newer")
        {
            var state = JsonNode.Parse(data)!;
            state["schema"] = 999;
            await store.HashSetAsync(Key(location), "data", state.ToJsonString());
        }
        else
        {
            await store.KeyDeleteAsync(Key(location));
            await store.StringSetAsync(Key(location), "not a hash");
        }
    }

    private async Task RestoreAsync(string location, HashEntry[] hash)
    {
        await using var store = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        await store.GetDatabase().KeyDeleteAsync(Key(location));
        await store.GetDatabase().HashSetAsync(Key(location), hash);
    }

    private async Task<IReadOnlyList<JsonElement>> MessagesAsync() => [.. (await _api.ReadAsync("/api/v1/quarantine")).GetProperty("messages").EnumerateArray()];

    private Task ReadyAsync() => Eventually.HoldsAsync(_api.IsReadyAsync, "the gateway is ready");

    private Task SubscribedAsync() =>
        _gateway.Child.OutputLineAsync(line => line.Contains("Readings come over MQTT", StringComparison.Ordinal), "it is subscribed");

    private static string Key(string location) => $"live-parking/state/level/{location}/p1/level";

    private static string Topic(string location) => $"parking/{location}/p1/readings";

    private static string Reading(string id) =>
        $$"""{"readings":[{"id":"{{id}}","sensorId":"gate","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","kind":"entry"}]}""";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
