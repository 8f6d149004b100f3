using LiveParking.Gateway.Access;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.GatewayTests.Api;

/// <summary>Readings that name their levels, and uplinks over HTTP.</summary>
[Collection(ParkingCollection.Name)]
public sealed class AddressedReadingsTests(ParkingSystem system)
{
    [Fact]
    public async Task Readings_of_several_levels_are_answered_in_their_order_with_a_status_a_level()
    {
        var one = await system.NewLocationAsync(levels: 2);
        var two = await system.NewLocationAsync();
        var foreign = await system.NewLocationAsync();
        using var http = system.Http(system.Token(Role.Sensor, one, two));
        var body = Body(Entry(one, "upper", "a"), Entry(foreign, "upper", "b"), Entry(two, "upper", "c"), Entry(one, "level-1", "d"), Entry(one, "nowhere", "e"),
            Entry(one, "upper", "f"), Entry(one, "upper", "a"));
        var answer = await HttpAnswer.SendAsync(http, HttpMethod.Post, "/api/v1/readings", body);

        Assert.Equal(200, (int)answer.Status);
        Assert.Equal(
            ["a accepted", "b rejected", "c accepted", "d accepted", "e rejected", "f accepted", "a duplicate"],
            answer.Json.GetProperty("results").EnumerateArray().Select(result => $"{result.GetProperty("id")} {result.GetProperty("outcome")}"));
        Assert.Contains(foreign, answer.Json.GetProperty("results")[1].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("nowhere", answer.Json.GetProperty("results")[4].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            [(one, "upper", 2), (two, "upper", 1), (one, "level-1", 1)],
            answer.Json.GetProperty("statuses").EnumerateArray().Select(status => (
                status.GetProperty("locationId").GetString()!, status.GetProperty("levelId").GetString()!, status.GetProperty("spots").GetProperty("occupied").GetInt32())));
        Assert.Equal(0, (await system.Level(foreign).GetAsync()).Status.Spots.Occupied);
    }

    [Fact]
    public async Task A_request_with_nothing_for_the_token_is_refused_and_so_is_one_without_a_token()
    {
        var site = await system.NewLocationAsync();
        var body = Body(Entry(site, "upper", "a"));
        using var foreign = system.Http(system.Token(Role.Sensor, "elsewhere"));
        (await HttpAnswer.SendAsync(foreign, HttpMethod.Post, "/api/v1/readings", body)).IsProblem(403, "forbidden");
        using var viewer = system.Http(system.Token(Role.Viewer, "*"));
        (await HttpAnswer.SendAsync(viewer, HttpMethod.Post, "/api/v1/readings", body)).IsProblem(403, "forbidden");
        using var nobody = system.Http();
        (await HttpAnswer.SendAsync(nobody, HttpMethod.Post, "/api/v1/readings", body)).IsProblem(401, "unauthorized");
        Assert.Equal(0, (await system.Level(site).GetAsync()).Status.Spots.Occupied);
    }

    [Fact]
    public async Task What_is_no_reading_is_told_to_the_level_that_the_caller_may_report_for_and_to_no_other()
    {
        var site = await system.NewLocationAsync();
        var foreign = await system.NewLocationAsync();
        using var http = system.Http(system.Token(Role.Sensor, site));
        var answer = await HttpAnswer.SendAsync(http, HttpMethod.Post, "/api/v1/readings", Body(
            Bad(site, "upper", "a"), Bad(site, "upper", "b"), Bad(site, "nowhere", "c"), Bad(foreign, "upper", "d"), Bad(site, "No Slug", "e")));

        Assert.Equal(200, (int)answer.Status);
        Assert.All(answer.Json.GetProperty("results").EnumerateArray(), result => Assert.Equal("rejected", result.GetProperty("outcome").GetString()));
        var sensor = Assert.Single((await system.Level(site).GetSensorsAsync()).Sensors);
        Assert.Equal((SensorHealth.Failing, 0L, 2L), (sensor.Health, sensor.Accepted, sensor.Rejected));
        Assert.Empty((await system.Level(foreign).GetSensorsAsync()).Sensors);
        Assert.Equal(0, (await system.Level(site).GetAsync()).Status.Spots.Occupied);

        static string Bad(string location, string level, string id) => Entry(location, level, id).Replace("\"entry\"", "\"frob\"", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_single_readings_at_once_each_get_their_own_answer()
    {
        var site = await system.NewLocationAsync();
        using var http = system.Http(system.Token(Role.Sensor, site));
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => HttpAnswer.SendAsync(
            http, HttpMethod.Post, $"/api/v1/locations/{site}/levels/upper/readings", Body(Entry(site, "upper", $"r{i / 2}")))));
        for (var i = 0; i < answers.Length; i++)
            Assert.Equal($"r{i / 2}", answers[i].Json.GetProperty("results")[0].GetProperty("id").GetString());
        var outcomes = answers.Select(answer => answer.Json.GetProperty("results")[0].GetProperty("outcome").GetString()).ToList();
        Assert.Equal((100, 100), (outcomes.Count(outcome => outcome == "accepted"), outcomes.Count(outcome => outcome == "duplicate")));
        Assert.Equal(100, (await system.Level(site).GetAsync()).Status.Spots.Occupied);
    }

    [Fact]
    public async Task An_uplink_counts_and_one_without_a_meaning_says_why_it_does_not()
    {
        var location = system.Grains.GetGrain<ILocationGrain>("mapped-site");
        await location.ConfigureAsync(new LocationSettings("Mapped"));
        await location.ConfigureLevelAsync("upper", new LevelSettings("Upper", CountingMode.Count, new Dictionary<string, int> { ["standard"] = 50 }));
        using var http = system.Http(system.Token(Role.Sensor, "mapped-site"));
        var time = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

        var counted = await SendAsync(http, $$"""{"device":"D1","time":"{{time}}","cars":17}""");
        Assert.Equal("accepted", counted.Json.GetProperty("results")[0].GetProperty("outcome").GetString());
        Assert.Equal(17, counted.Json.GetProperty("statuses")[0].GetProperty("spots").GetProperty("occupied").GetInt32());
        Assert.Equal("duplicate", (await SendAsync(http, $$"""{"device":"D1","time":"{{time}}","cars":17}""")).Json.GetProperty("results")[0].GetProperty("outcome").GetString());
        Assert.Contains("d9", (await SendAsync(http, """{"device":"d9"}""")).Json.GetProperty("ignored").GetString(), StringComparison.Ordinal);
        (await HttpAnswer.SendAsync(http, HttpMethod.Post, "/api/v1/uplinks/nothing", "{}")).IsProblem(404, "unknown-mapping");
        using var foreign = system.Http(system.Token(Role.Sensor, "elsewhere"));
        (await SendAsync(foreign, $$"""{"device":"d1","time":"{{time}}","cars":18}""")).IsProblem(403, "forbidden");
        using var nobody = system.Http();
        (await SendAsync(nobody, "{}")).IsProblem(401, "unauthorized");
        Assert.Equal(17, (await system.Level("mapped-site").GetAsync()).Status.Spots.Occupied);
    }

    private static Task<HttpAnswer> SendAsync(HttpClient http, string uplink) =>
        HttpAnswer.SendAsync(http, HttpMethod.Post, $"/api/v1/uplinks/{ParkingSystem.Mapping}", uplink);

    private static string Entry(string location, string level, string id) =>
        $$"""{"location":"{{location}}","level":"{{level}}","id":"{{id}}","sensorId":"gate","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","kind":"entry"}""";

    private static string Body(params string[] readings) => $$"""{"readings":[{{string.Join(',', readings)}}]}""";
}
