using System.Globalization;
using System.Net;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Cluster;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.BadInput;

/// <summary>A Redis that is not there yet is waited for, with one sentence.</summary>
public sealed class NoRedisTests
{
    [Fact]
    public async Task A_silo_waits_until_Redis_comes_and_readings_are_unavailable_while_it_is_gone_again()
    {
        using var folder = new TempFolder();
        await using var redis = new RedisServer();
        var variables = new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = redis.ConnectionString, ["LIVEPARKING_KEYS"] = folder["keys"] };
        await using var silo = new LiveProgram(
            "waiting-silo",
            "Silo",
            folder.Path,
            ["--role", "central", "--silo-port", Text(FreePort.Next()), "--gateway-port", Text(FreePort.Next())],
            variables);
        var address = new Uri($"http://127.0.0.1:{Text(FreePort.Next())}");
        await using var gateway = new LiveProgram("waiting-gateway", "Gateway", folder.Path, ["--urls", address.ToString()], variables);
        await Task.WhenAll(silo.StartAsync(), gateway.StartAsync());

        var said = await silo.Child.ErrorLineAsync(line => line.Contains("Redis", StringComparison.Ordinal), "that it waits");
        Assert.Contains(redis.ConnectionString, said, StringComparison.Ordinal);
        using var api = new Api(address, await TokenProgram.IssueAsync(folder.Path, ["operator"]));
        await Eventually.HoldsAsync(async () => (await api.GetAsync("/health/live")).Status == HttpStatusCode.OK, "the gateway lives");
        await Eventually.HoldsAsync(
            async () => (await api.GetAsync("/health/ready")).Text.Contains($"Redis at {redis.ConnectionString}", StringComparison.Ordinal),
            "the gateway names Redis as the reason");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.GetAsync("/health/ready")).Status);
        var refused = await api.GetAsync("/api/v1/locations");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (refused.Status, refused.ContentType));

        await redis.StartAsync();
        await Eventually.HoldsAsync(api.IsReadyAsync, "silo and gateway found Redis by themselves");
        Assert.Single(silo.Child.Errors);
        Assert.DoesNotContain(
            silo.Child.Output.Concat(gateway.Child.Output).Concat(gateway.Child.Errors), line => line.Contains("   at ", StringComparison.Ordinal));
        await RefusesWhileGoneAsync(redis, api);
    }

    /// <summary>Of a level whose grain is awake, and of one that has to be read from the store first.</summary>
    private static async Task RefusesWhileGoneAsync(RedisServer redis, Api api)
    {
        await api.MakeLevelAsync("gone", "awake");
        await api.MakeLevelAsync("gone", "asleep");
        await using var grains = await ClusterGrains.ConnectAsync(redis.ConnectionString);
        await redis.KillAsync();
        await grains.SleepAsync("gone", "asleep");
        var at = TimeProvider.System.GetUtcNow();
        // Again for each: after a write that failed the state has to be read first, which fails in another way.
        foreach (var level in new[] { "awake", "asleep", "awake", "awake", "asleep" })
        {
            var started = TimeProvider.System.GetTimestamp();
            var refused = await api.PostAsync($"/api/v1/locations/gone/levels/{level}/readings", new { readings = new[] { new SensorReading("r1", "s1", at) } });
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (refused.Status, refused.ContentType));
            Assert.Equal("unavailable", refused.Json.GetProperty("code").GetString());
            AssertSaysNothingOfTheInside(refused.Text);
            Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        }

        AssertSaysNothingOfTheInside((await api.PostAsync(
            "/api/v1/locations/gone/levels/awake/corrections", new { id = "c1", occupied = 3, reason = "counted" })).Text);
        AssertSaysNothingOfTheInside((await api.GetAsync("/health/ready")).Text);

        await redis.StartAsync();
        foreach (var level in new[] { "awake", "asleep" })
        {
            await Eventually.HoldsAsync(
                async () => (await api.GetAsync($"/api/v1/locations/gone/levels/{level}")).Text.Contains("\"occupied\":0", StringComparison.Ordinal),
                $"{level} is read again, and nothing was stored");
            await Eventually.HoldsAsync(
                async () => (await api.PostAsync(
                    $"/api/v1/locations/gone/levels/{level}/readings", new { readings = new[] { new SensorReading("r1", "s1", at) } })).Status == HttpStatusCode.OK,
                $"{level} takes readings again");
            Assert.Equal(1, (await api.LevelAsync("gone", level)).Occupied);
        }
    }

    private static void AssertSaysNothingOfTheInside(string answer)
    {
        foreach (var inside in new[] { "   at ", ".cs:", "Exception", "Orleans", "/src/" })
            Assert.DoesNotContain(inside, answer, StringComparison.Ordinal);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
