using System.Diagnostics;
using System.Net;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Standalone;

/// <summary>The newcomer's view: the first start, the end and the next start.</summary>
public sealed class StartTests(ITestOutputHelper log)
{
    /// <summary>The prefix of every JWT.</summary>
    private const string TokenStart = "eyJ";

    [Fact]
    public async Task A_fresh_system_serves_its_demo_and_the_next_start_goes_on_from_there()
    {
        await using var system = new StandaloneSystem();
        await system.StartAsync();
        using var anybody = new Api(system.Address);
        await RequirePagesAsync(anybody);
        await RequireGreetingAsync(system);
        await Eventually.HoldsAsync(async () => (await LevelsAsync(anybody)).Count == 7, "the demo has its seven levels");
        var basement = await anybody.LevelAsync("pakuwon-basement", "upper-basement");
        Assert.Equal(150, basement.Total);
        await Eventually.HoldsAsync(
            async () => (await anybody.LevelAsync("pakuwon-basement", "upper-basement")).Version > basement.Version, "the demo has traffic");

        var before = await LevelsAsync(anybody);
        var interrupted = Stopwatch.GetTimestamp();
        system.Child.Interrupt();
        Assert.Equal(0, await system.Child.ExitAsync());
        log.WriteLine($"It ended {Stopwatch.GetElapsedTime(interrupted).TotalSeconds:0.0} s after Ctrl-C.");
        Assert.DoesNotContain(system.Child.Output.Concat(system.Child.Errors), line => line.Contains("Exception", StringComparison.Ordinal));

        await system.StartAsync();
        var after = await LevelsAsync(anybody);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        foreach (var (id, level) in before)
        {
            Assert.True(after[id].Version >= level.Version, $"{id} went back from version {level.Version} to {after[id].Version}");
            Assert.Equal(level.Total, after[id].Total);
        }

        system.Child.Interrupt();
        Assert.Equal(0, await system.Child.ExitAsync());
    }

    [Fact]
    public async Task Counts_are_the_same_after_a_clean_end_and_a_new_start()
    {
        await using var system = new StandaloneSystem("--no-demo");
        await system.StartAsync();
        Assert.Equal("[]", (await system.Operator.GetAsync("/api/v1/locations")).Text);
        Assert.Equal("[]", (await system.Operator.GetAsync("/api/v1/cameras")).Text);
        await system.Operator.MakeLevelAsync("filled-by-hand", "p1", 10);
        using var sensors = new Api(system.Address, await system.TokenAsync("sensor", "--location", "filled-by-hand"));
        var sensor = new Sensor([sensors], "filled-by-hand", "p1", "gate");
        for (var cars = 0; cars < 7; cars++)
            await sensor.EnterAsync();
        var before = await system.Operator.LevelAsync("filled-by-hand", "p1");
        Assert.Equal(7, before.Occupied);

        system.Child.Interrupt();
        Assert.Equal(0, await system.Child.ExitAsync());
        await system.StartAsync();

        var after = await system.Operator.LevelAsync("filled-by-hand", "p1");
        Assert.Equal(before with { Version = after.Version }, after);
        Assert.True(after.Version >= before.Version);
        Assert.All(await sensor.SendAgainAsync(), outcome => Assert.Equal("duplicate", outcome));
        Assert.Equal(HttpStatusCode.Forbidden, (await sensors.PutAsync("/api/v1/locations/filled-by-hand", new { name = "Mine" })).Status);
    }

    [Fact]
    [Trait("Hole", "7")]
    public async Task Tokens_are_printed_on_a_terminal_only()
    {
        await using var system = new StandaloneSystem("--no-demo");
        await system.StartAsync();
        await system.Child.OutputLineAsync(line => line.Contains("Ctrl-C stops it", StringComparison.Ordinal), "the greeting");
        Assert.DoesNotContain(system.Child.Output.Concat(system.Child.Errors), line => line.Contains(TokenStart, StringComparison.Ordinal));
        foreach (var role in new[] { "operator", "sensor" })
            Assert.Contains(system.Child.Output, line => line.Contains($"./run token --role {role}", StringComparison.Ordinal));
        system.Child.Interrupt();
        Assert.Equal(0, await system.Child.ExitAsync());

        await using var terminal = await Child.StartAsync(
            "terminal",
            Repository.Top,
            [
                "script", "--quiet", "--return", "--command",
                $"exec dotnet {Path.Combine(Repository.Programs, "LiveParking.Standalone.dll")} --no-demo --port {system.Address.Port} --data {system.DataFolder}", "/dev/null",
            ]);
        await terminal.OutputLineAsync(line => line.Contains("Ctrl-C stops it", StringComparison.Ordinal), "the greeting");
        var link = new Uri(terminal.Output.Single(line => line.TrimStart().StartsWith("Operator link", StringComparison.Ordinal)).Trim().Split(' ')[^1]);
        var sensor = terminal.Output.Single(line => line.TrimStart().StartsWith("Sensor token", StringComparison.Ordinal)).Trim().Split(' ')[^1];
        foreach (var token in new[] { link.Fragment["#token=".Length..], sensor })
        {
            var read = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token);
            Assert.Equal(TimeSpan.FromHours(12), read.ValidTo - read.IssuedAt);
            using var api = new Api(system.Address, token);
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/v1/locations")).Status);
        }

        // Here the data folder is not that of the working directory.
        Assert.Contains(terminal.Output, line => line.Contains($"./run token --role sensor --data '{system.DataFolder}'", StringComparison.Ordinal));
        await terminal.SendAsync("\u0003");
        Assert.Equal(0, await terminal.ExitAsync());
    }

    [Fact]
    public async Task Without_a_time_zone_database_the_demo_runs_and_says_what_to_install_and_later_has_its_time_zones()
    {
        const string Settings = "/api/v1/locations/pakuwon-basement/settings";
        using var empty = new TempFolder();
        await using var system = new StandaloneSystem();
        system.Variables["TZDIR"] = empty.Path;
        await system.StartAsync();
        using var anybody = new Api(system.Address);
        await system.Child.OutputLineAsync(line => line.Contains("Install the package tzdata", StringComparison.Ordinal), "what to install");
        await Eventually.HoldsAsync(async () => (await LevelsAsync(anybody)).Count == 7, "the demo has its seven levels");
        var before = await LevelsAsync(anybody);
        await Eventually.HoldsAsync(async () => (await LevelsAsync(anybody)).Any(level => level.Value.Version > before[level.Key].Version), "the demo has traffic");
        Assert.False((await system.Operator.ReadAsync(Settings)).TryGetProperty("timeZone", out _));

        await system.Child.KillAsync();
        system.Variables.Remove("TZDIR");
        await system.StartAsync();
        await Eventually.HoldsAsync(async () => (await system.Operator.GetAsync(Settings)).Text.Contains("Asia/Jakarta", StringComparison.Ordinal), "the time zone is set");
    }

    private static async Task RequirePagesAsync(Api anybody)
    {
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync("/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync("/")).Status);
        var docs = await anybody.GetAsync("/docs");
        Assert.True(docs is { Status: HttpStatusCode.OK, ContentType: "text/html" }, $"/docs answers {docs.Status} with {docs.ContentType}");
        var paths = (await anybody.ReadAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/api/v1/locations", paths);
        Assert.Contains("/api/v1/locations/{id}/levels/{level}/readings", paths);
    }

    private static async Task RequireGreetingAsync(StandaloneSystem system)
    {
        await system.Child.OutputLineAsync(line => line.Contains("Ctrl-C stops it", StringComparison.Ordinal), "the greeting");
        var page = system.Child.Output.Single(line => line.TrimStart().StartsWith("Page", StringComparison.Ordinal));
        Assert.Contains(system.Address.Authority, page, StringComparison.Ordinal);
        using var api = new Api(system.Address, await system.TokenAsync("sensor"));
        var answer = await api.PostAsync("/api/v1/locations/no-such-place/levels/p1/readings", new { readings = new[] { Reading() } });
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    private static SensorReading Reading() => new("r1", "s1", TimeProvider.System.GetUtcNow());

    private static async Task<Dictionary<string, LevelView>> LevelsAsync(Api api) =>
        (await api.ReadAsync("/api/v1/locations")).EnumerateArray()
            .SelectMany(location => location.GetProperty("levels").EnumerateArray())
            .Select(LevelView.From)
            .ToDictionary(level => level.LevelId);
}
