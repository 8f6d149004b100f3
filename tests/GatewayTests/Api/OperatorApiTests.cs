using LiveParking.Gateway.Access;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.GatewayTests.Api;

/// <summary>The operators' view and corrections of a level.</summary>
[Collection(ParkingCollection.Name)]
public sealed class OperatorApiTests(ParkingSystem system)
{
    [Fact]
    public async Task Sensors_with_faults_are_shown_with_their_anomalies()
    {
        var path = await NewLevelAsync();
        using var http = system.Http(system.Token(Role.Operator, "*"));
        await SendAsync(http, HttpMethod.Post, $"{path}/readings", Readings(
            Reading("1", "entry", TimeSpan.Zero), Reading("2", "entry", TimeSpan.FromHours(1)), Reading("3", "count", TimeSpan.Zero, ",\"occupied\":9999")));

        var sensors = (await SendAsync(http, HttpMethod.Get, $"{path}/sensors")).Json;

        Assert.Equal("gates", sensors.GetProperty("counting").GetString());
        Assert.Equal(43_200, sensors.GetProperty("silentAfter").GetInt32());
        var sensor = Assert.Single(sensors.GetProperty("sensors").EnumerateArray());
        Assert.Equal(("failing", 2, 1), (sensor.GetProperty("health").GetString(), sensor.GetProperty("accepted").GetInt32(), sensor.GetProperty("rejected").GetInt32()));
        Assert.Equal(["aboveCapacity", "clockAhead"], sensors.GetProperty("anomalies").EnumerateArray().Select(anomaly => anomaly.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task A_sensor_that_only_sends_what_is_no_reading_is_failing_with_the_reason()
    {
        var path = await NewLevelAsync();
        using var http = system.Http(system.Token(Role.Operator, "*"));
        await SendAsync(http, HttpMethod.Post, $"{path}/readings", Readings(Reading("1", "entry", TimeSpan.Zero, ",\"count\":\"3\"")));
        await SendAsync(http, HttpMethod.Post, $"{path}/readings", Readings(Reading("2", "frob", TimeSpan.Zero), Reading("3", "entry", TimeSpan.Zero, ",\"count\":0")));

        var view = (await SendAsync(http, HttpMethod.Get, $"{path}/sensors")).Json;
        var sensor = Assert.Single(view.GetProperty("sensors").EnumerateArray());
        Assert.Equal(("failing", 0, 3), (sensor.GetProperty("health").GetString(), sensor.GetProperty("accepted").GetInt32(), sensor.GetProperty("rejected").GetInt32()));
        Assert.StartsWith("count ", sensor.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var anomaly = Assert.Single(view.GetProperty("anomalies").EnumerateArray());
        Assert.Equal(("rejected", 3), (anomaly.GetProperty("kind").GetString(), anomaly.GetProperty("times").GetInt32()));

        // In one request with a good one, which is the newer one and then the older one.
        await SendAsync(http, HttpMethod.Post, $"{path}/readings", Readings(Reading("4", "frob", TimeSpan.Zero), Reading("5", "entry", TimeSpan.Zero)));
        Assert.Equal("ok", (await SendAsync(http, HttpMethod.Get, $"{path}/sensors")).Json.GetProperty("sensors")[0].GetProperty("health").GetString());
        await SendAsync(http, HttpMethod.Post, $"{path}/readings", Readings(Reading("6", "entry", TimeSpan.Zero), Reading("7", "frob", TimeSpan.Zero)));
        sensor = (await SendAsync(http, HttpMethod.Get, $"{path}/sensors")).Json.GetProperty("sensors")[0];
        Assert.Equal(("failing", 2, 5), (sensor.GetProperty("health").GetString(), sensor.GetProperty("accepted").GetInt32(), sensor.GetProperty("rejected").GetInt32()));
    }

    [Fact]
    public async Task A_correction_is_made_listed_and_explained_by_drift()
    {
        var path = await NewLevelAsync();
        using var http = system.Http(system.Token(Role.Operator, "*"));
        await SendAsync(http, HttpMethod.Post, $"{path}/readings", Readings(Reading("1", "entry", TimeSpan.Zero, ",\"count\":45")));

        var made = await SendAsync(http, HttpMethod.Post, $"{path}/corrections", """{"occupied":40,"reason":"Walked through","id":"c1"}""");
        await SendAsync(http, HttpMethod.Post, $"{path}/corrections", """{"occupied":40,"reason":"Walked through","id":"c1"}""");

        Assert.Equal(40, made.Json.GetProperty("status").GetProperty("spots").GetProperty("occupied").GetInt32());
        var kept = Assert.Single((await SendAsync(http, HttpMethod.Get, $"{path}/corrections")).Json.EnumerateArray());
        Assert.Equal((45, 40), (kept.GetProperty("before").GetInt32(), kept.GetProperty("after").GetInt32()));
        Assert.StartsWith("operator-", kept.GetProperty("by").GetString(), StringComparison.Ordinal);
        var drift = Assert.Single((await SendAsync(http, HttpMethod.Get, $"{path}/drift?from=2020-01-01T00:00:00Z")).Json.EnumerateArray());
        Assert.Equal(("gate", 5.0), (drift.GetProperty("sensorId").GetString(), drift.GetProperty("drift").GetDouble()));
        Assert.Empty((await SendAsync(http, HttpMethod.Get, $"{path}/corrections?to=2020-01-01T00:00:00Z")).Json.EnumerateArray());
    }

    [Fact]
    public async Task Corrections_outlive_their_level_until_they_are_asked_to_go()
    {
        var path = await NewLevelAsync();
        using var http = system.Http(system.Token(Role.Admin, "*"));
        await SendAsync(http, HttpMethod.Post, $"{path}/corrections", """{"occupied":40,"reason":"Walked through","id":"c1"}""");
        Assert.Equal(204, (int)(await SendAsync(http, HttpMethod.Delete, path)).Status);
        Assert.Single((await SendAsync(http, HttpMethod.Get, $"{path}/corrections")).Json.EnumerateArray());

        Assert.Equal(204, (int)(await SendAsync(http, HttpMethod.Delete, $"{path}/corrections")).Status);

        Assert.Empty((await SendAsync(http, HttpMethod.Get, $"{path}/corrections")).Json.EnumerateArray());
        Assert.Empty((await SendAsync(http, HttpMethod.Get, $"{path}/drift")).Json.EnumerateArray());
        (await SendAsync(http, HttpMethod.Delete, $"{path}/corrections")).IsProblem(404, "unknown-level");
    }

    [Fact]
    public async Task Corrections_of_a_level_that_is_there_go_and_its_number_stays()
    {
        var path = await NewLevelAsync();
        using var http = system.Http(system.Token(Role.Admin, "*"));
        await SendAsync(http, HttpMethod.Post, $"{path}/corrections", """{"occupied":40,"reason":"Walked through","id":"c1"}""");
        Assert.Equal(204, (int)(await SendAsync(http, HttpMethod.Delete, $"{path}/corrections")).Status);
        Assert.Equal(204, (int)(await SendAsync(http, HttpMethod.Delete, $"{path}/corrections")).Status);
        Assert.Empty((await SendAsync(http, HttpMethod.Get, $"{path}/corrections")).Json.EnumerateArray());
        Assert.Equal(40, (await SendAsync(http, HttpMethod.Get, path)).Json.GetProperty("spots").GetProperty("occupied").GetInt32());
        await SendAsync(http, HttpMethod.Post, $"{path}/corrections", """{"occupied":41,"reason":"Again","id":"c1"}""");
        Assert.Single((await SendAsync(http, HttpMethod.Get, $"{path}/corrections")).Json.EnumerateArray());
    }

    [Theory]
    [InlineData("{}", "occupied")]
    [InlineData("""{"occupied":"40","reason":"x"}""", "occupied")]
    [InlineData("""{"occupied":-1,"reason":"x"}""", "occupied")]
    [InlineData("""{"occupied":4.5,"reason":"x"}""", "occupied")]
    [InlineData("""{"occupied":40}""", "reason")]
    [InlineData("""{"occupied":40,"reason":"  "}""", "reason")]
    [InlineData("""{"occupied":40,"reason":"x","id":7}""", "id")]
    public async Task A_faulty_correction_is_refused_by_the_name_of_its_field(string body, string field)
    {
        var path = await NewLevelAsync();
        using var http = system.Http(system.Token(Role.Operator, "*"));
        (await SendAsync(http, HttpMethod.Post, $"{path}/corrections", body)).IsProblem(400, "invalid-request", field);
        Assert.Empty((await SendAsync(http, HttpMethod.Get, $"{path}/corrections")).Json.EnumerateArray());
    }

    [Theory]
    [InlineData("from", "corrections?from=yesterday")]
    [InlineData("to", "drift?to=2026-11-22")]
    [InlineData("from", "corrections?from=2026-11-22T08:00:00Z&to=2026-11-22T07:00:00Z")]
    [InlineData("from", "drift?from=1990-01-01T00:00:00Z")]
    public async Task A_faulty_period_is_refused_by_the_name_of_its_field(string field, string query)
    {
        var path = await NewLevelAsync();
        using var http = system.Http(system.Token(Role.Operator, "*"));
        (await SendAsync(http, HttpMethod.Get, $"{path}/{query}")).IsProblem(400, "invalid-request", field);
    }

    [Fact]
    public async Task Only_operators_of_the_location_see_and_correct()
    {
        var path = await NewLevelAsync();
        foreach (var (method, what) in new[] { (HttpMethod.Get, "sensors"), (HttpMethod.Get, "corrections"), (HttpMethod.Get, "drift"), (HttpMethod.Post, "corrections"), (HttpMethod.Delete, "corrections") })
        {
            var body = method == HttpMethod.Post ? """{"occupied":40,"reason":"x"}""" : null;
            using var nobody = system.Http();
            using var sensor = system.Http(system.Token(Role.Sensor, "*"));
            using var elsewhere = system.Http(system.Token(Role.Operator, "elsewhere"));
            (await SendAsync(nobody, method, $"{path}/{what}", body)).IsProblem(401, "unauthorized");
            (await SendAsync(sensor, method, $"{path}/{what}", body)).IsProblem(403, "forbidden");
            (await SendAsync(elsewhere, method, $"{path}/{what}", body)).IsProblem(403, "forbidden");
        }
    }

    private async Task<string> NewLevelAsync() => $"/api/v1/locations/{await system.NewLocationAsync()}/levels/upper";

    private static string Reading(string id, string kind, TimeSpan ahead, string more = "") =>
        $$"""{"id":"{{id}}","sensorId":"gate","at":"{{UtcTime.Format(TimeProvider.System.GetUtcNow() + ahead)}}","kind":"{{kind}}"{{more}}}""";

    private static string Readings(params string[] readings) => $$"""{"readings":[{{string.Join(',', readings)}}]}""";

    private static Task<HttpAnswer> SendAsync(HttpClient http, HttpMethod method, string path, string? json = null) =>
        HttpAnswer.SendAsync(http, method, path, json);
}
