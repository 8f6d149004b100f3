using System.Globalization;
using System.Net;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Health;

/// <summary>A gateway whose Redis is unavailable keeps serving what still works, and gives the reason for the rest.</summary>
[Trait("Hole", "9")]
public sealed class ClusterHealthTests(ITestOutputHelper log) : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Without_Redis_numbers_and_video_go_on_writes_are_refused_and_readiness_gives_the_reason()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var central = Silo(redis, "central");
        await using var site = Silo(redis, "site", "--camera", "gate@kept=demo:gate", "--public-camera", "*");
        var token = await TokenProgram.IssueAsync(_folder.Path, "operator");
        await using var gateway = new ClusterGateway("kept-gateway", _folder.Path, redis.ConnectionString, token);
        await Task.WhenAll(central.StartAsync(), site.StartAsync(), gateway.Program.StartAsync());
        await Eventually.HoldsAsync(gateway.Api.IsReadyAsync, "the gateway is ready");
        Assert.Empty((await gateway.Api.ReadAsync("/health/ready")).GetProperty("reasons").EnumerateArray());
        await gateway.Api.MakeLevelAsync("kept", "p1");
        await Eventually.HoldsAsync(
            async () => (await gateway.Api.GetAsync("/api/v1/cameras/gate")).Status == HttpStatusCode.OK, "the camera is announced");
        await using var phone = await StockPhone.ConnectAsync(gateway.Address, "messagepack");
        await phone.CallAsync("parking", "SubscribeToParking", "kept");
        await phone.WatchAcknowledgingAsync("gate");
        await phone.FrameAsync(_ => true);

        await redis.KillAsync();
        Answer? answer = null;
        var took = await Eventually.HoldsAsync(
            async () => (answer = await gateway.Api.GetAsync("/health/ready")).Text.Contains($"Redis at {redis.ConnectionString}", StringComparison.Ordinal),
            "the readiness names Redis");
        log.WriteLine($"The reason showed after {took.TotalSeconds:0.0} s.");
        Assert.Equal("ready", answer!.Require(HttpStatusCode.OK).GetProperty("status").GetString());

        await RefusesWritesAsync(gateway.Api);
        Assert.Equal(0, (await gateway.Api.LevelAsync("kept", "p1")).Occupied);
        var frames = phone.Messages.Count;
        await phone.FrameAsync(_ => true, after: frames);
        (await gateway.Api.GetAsync("/health/ready")).Require(HttpStatusCode.OK);

        await redis.StartAsync();
        await Eventually.HoldsAsync(
            async () => !(await gateway.Api.ReadAsync("/health/ready")).GetProperty("reasons").EnumerateArray().Any(), "the reason goes");
        await Eventually.HoldsAsync(
            async () => (await gateway.Api.PutAsync("/api/v1/locations/kept", new { name = "Kept" })).Status == HttpStatusCode.OK, "writes go through again");
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static async Task RefusesWritesAsync(Api api)
    {
        var reading = new SensorReading("r1", "s1", TimeProvider.System.GetUtcNow());
        const string Level = "/api/v1/locations/kept/levels/p1";
        foreach (var (what, write) in new (string, Func<Task<Answer>>)[]
        {
            ("a reading", () => api.PostAsync($"{Level}/readings", new { readings = new[] { reading } })),
            ("a location", () => api.PutAsync("/api/v1/locations/kept", new { name = "Renamed" })),
            ("a new location", () => api.PutAsync("/api/v1/locations/new-one", new { name = "New" })),
            ("a level", () => api.PutAsync(Level, new { name = "Renamed", counting = "gates", capacity = new { standard = 5 } })),
            ("a correction", () => api.PostAsync($"{Level}/corrections", new { id = "c1", occupied = 3, reason = "counted" })),
        })
        {
            var refused = await write();
            Assert.True(refused.Status == HttpStatusCode.ServiceUnavailable, $"{what}: {(int)refused.Status} {refused.Text}");
            Assert.Equal("unavailable", refused.Json.GetProperty("code").GetString());
        }
    }

    /// <summary>A silo whose options come from the environment and from settings on the command line.</summary>
    private LiveProgram Silo(RedisServer redis, string role, params IEnumerable<string> options) => new(
        $"kept-{role}",
        "Silo",
        _folder.Path,
        [$"--Silo:SiloPort={Port()}", "--Silo:GatewayPort", Port(), .. options],
        new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = redis.ConnectionString, ["Silo__Role"] = role });

    private static string Port() => FreePort.Next().ToString(CultureInfo.InvariantCulture);
}
