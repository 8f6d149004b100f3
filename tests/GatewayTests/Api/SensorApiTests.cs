using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.GatewayTests.Api;

/// <summary>What a sensor, and whoever installs it, learns about its readings.</summary>
[Collection(ParkingCollection.Name)]
public sealed class SensorApiTests(ParkingSystem system)
{
    [Fact]
    public async Task A_sensor_reads_its_own_health_and_why_its_readings_were_refused()
    {
        var location = await system.NewLocationAsync();
        var path = $"/api/v1/locations/{location}/levels/upper";
        using var sensor = await ClientAsync($$"""{"role":"sensor","locations":["{{location}}"],"sensors":["gate/7 a"]}""");
        using var other = await ClientAsync($$"""{"role":"sensor","locations":["{{location}}"],"sensors":["gate-8"]}""");
        await SendAsync(sensor, HttpMethod.Post, $"{path}/readings", Readings(Reading("1", "entry", 0), Reading("2", "entry", 3600), Reading("1", "entry", 0), Reading("4", "frob", 0)));

        var report = (await SendAsync(sensor, HttpMethod.Get, $"{path}/sensors/gate%2F7%20a/results")).Json;
        Assert.Equal((location, "upper"), (report.GetProperty("locationId").GetString(), report.GetProperty("levelId").GetString()));
        var status = report.GetProperty("sensor");
        Assert.Equal(("gate/7 a", 1, 1), (status.GetProperty("id").GetString(), status.GetProperty("accepted").GetInt32(), status.GetProperty("duplicates").GetInt32()));
        var results = report.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["4 rejected", "1 duplicate", "2 rejected", "1 accepted"], results.Select(result => $"{result.GetProperty("id").GetString()} {result.GetProperty("outcome").GetString()}"));
        Assert.Contains("kind", results[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.False(results[0].TryGetProperty("at", out _));
        Assert.Contains("ahead", results[2].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.False(results[3].TryGetProperty("reason", out _));
        Assert.InRange(results[3].GetProperty("receivedAt").GetDateTimeOffset(), results[3].GetProperty("at").GetDateTimeOffset().AddSeconds(-1), TimeProvider.System.GetUtcNow());

        // Not those of others, nor of another level; an operator sees all.
        Assert.Equal((403, "forbidden"), ((int)(await HttpAnswer.SendAsync(other, HttpMethod.Get, $"{path}/sensors/gate%2F7%20a/results")).Status, (await HttpAnswer.SendAsync(other, HttpMethod.Get, $"{path}/sensors/gate%2F7%20a/results")).Code));
        Assert.Equal(403, (int)(await HttpAnswer.SendAsync(sensor, HttpMethod.Get, "/api/v1/locations/elsewhere/levels/upper/sensors/gate%2F7%20a/results")).Status);
        using var guard = system.Http(system.Token(Role.Operator, location));
        Assert.Equal(4, (await SendAsync(guard, HttpMethod.Get, $"{path}/sensors/gate%2F7%20a/results")).Json.GetProperty("results").GetArrayLength());
        Assert.Equal("unknown-sensor", (await HttpAnswer.SendAsync(guard, HttpMethod.Get, $"{path}/sensors/nobody/results")).Code);
    }

    [Fact]
    public async Task The_last_hundred_results_are_kept_newest_first()
    {
        var location = await system.NewLocationAsync();
        var path = $"/api/v1/locations/{location}/levels/upper";
        using var sensor = system.Http(system.Token(Role.Sensor, location));
        await SendAsync(sensor, HttpMethod.Post, $"{path}/readings", Readings([.. Enumerable.Range(0, 130).Select(number => Reading($"{number}", "heartbeat", 0))]));
        var results = (await SendAsync(sensor, HttpMethod.Get, $"{path}/sensors/gate%2F7%20a/results")).Json.GetProperty("results").EnumerateArray();
        Assert.Equal(Enumerable.Range(30, 100).Reverse().Select(number => $"{number}"), results.Select(result => result.GetProperty("id").GetString()));
    }

    private async Task<HttpClient> ClientAsync(string request)
    {
        using var admin = system.Http(system.Token(Role.Admin, "*"));
        return system.Http((await SendAsync(admin, HttpMethod.Post, "/api/v1/tokens", request)).Json.GetProperty("token").GetString());
    }

    private static string Readings(params IEnumerable<string> readings) => $"{{\"readings\":[{string.Join(',', readings)}]}}";

    private static string Reading(string id, string kind, int secondsAhead) =>
        $"{{\"id\":\"{id}\",\"sensorId\":\"gate/7 a\",\"at\":\"{TimeProvider.System.GetUtcNow().AddSeconds(secondsAhead):O}\",\"kind\":\"{kind}\"}}";

    private static async Task<HttpAnswer> SendAsync(HttpClient http, HttpMethod method, string path, string? body = null)
    {
        var answer = await HttpAnswer.SendAsync(http, method, path, body);
        Assert.True((int)answer.Status is 200 or 201, $"{method} {path}: {answer.Text}");
        return answer;
    }
}
