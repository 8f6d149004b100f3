using LiveParking.Gateway.Access;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.History;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.GatewayTests.History;

[Collection(ParkingCollection.Name)]
public sealed class HistoryApiTests(ParkingSystem system)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_history_is_read_as_JSON_by_whoever_asks()
    {
        var id = await system.NewLocationAsync();
        await RecordAsync(id);

        var answer = await GetAsync(id, "from=2026-03-02T08:00:00Z&to=2026-03-02T11:00:00Z&step=30m");

        Assert.Equal(200, (int)answer.Status);
        Assert.Equal("application/json", answer.MediaType);
        Assert.Equal(
            $$"""{"locationId":"{{id}}","levelId":"upper","from":"2026-03-02T08:00:00Z","to":"2026-03-02T11:00:00Z","step":"30m","buckets":["""
            + """{"at":"2026-03-02T08:00:00Z","min":10,"mean":15,"max":20,"total":100},"""
            + """{"at":"2026-03-02T08:30:00Z","min":20,"mean":20,"max":20,"total":100},"""
            + """{"at":"2026-03-02T10:30:00Z","min":-1,"mean":-1,"max":-1,"total":90}]}""",
            answer.Text);
    }

    [Fact]
    public async Task Each_type_of_spots_has_a_history_where_sensors_tell_types_apart()
    {
        var id = await system.NewLocationAsync();
        await system.Grains.GetLocation(id).ConfigureLevelAsync("upper", Types(standard: 2, ev: 1));
        using var http = system.Http(system.Token(Role.Admin, "*"));
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-30);
        async Task TakeAsync(string spot, string type, int minute, bool taken)
        {
            var reading = $$"""{"id":"{{spot}}-{{minute}}","sensorId":"{{spot}}","spotId":"{{spot}}","spotType":"{{type}}","at":"{{at.AddMinutes(minute):O}}","kind":"spot","occupied":{{(taken ? "true" : "false")}}}""";
            var posted = await HttpAnswer.SendAsync(http, HttpMethod.Post, $"/api/v1/locations/{id}/levels/upper/readings", $$"""{"readings":[{{reading}}]}""");
            Assert.True((int)posted.Status == 200 && posted.Text.Contains("accepted", StringComparison.Ordinal), posted.Text);
        }

        await TakeAsync("a", "standard", 0, taken: true);
        await TakeAsync("e", "ev", 1, taken: true);
        await TakeAsync("a", "standard", 2, taken: false);

        async Task<(int Max, int Total, int Last)> OfAsync(string type)
        {
            var buckets = (await HttpAnswer.SendAsync(http, HttpMethod.Get, Path(id, $"step=1m{type}"))).Json.GetProperty("buckets").EnumerateArray().ToList();
            return buckets.Count == 0 ? default : (buckets.Max(bucket => bucket.GetProperty("max").GetInt32()), buckets[^1].GetProperty("total").GetInt32(), buckets[^1].GetProperty("min").GetInt32());
        }

        await Eventually.HoldsAsync(async () => await OfAsync("") == (2, 3, 1), "the level has its history");
        await Eventually.HoldsAsync(async () => await OfAsync("&type=standard") == (1, 2, 0), "the standard spots have theirs");
        await Eventually.HoldsAsync(async () => await OfAsync("&type=ev") == (1, 1, 1), "the EV spots have theirs");
        var answer = await GetAsync(id, "step=1m&type=ev");
        Assert.Equal("ev", answer.Json.GetProperty("spotType").GetString());
        (await GetAsync(id, "type=bus")).IsProblem(400, "invalid-request", "type");
        (await GetAsync(id, "type=no/type")).IsProblem(400, "invalid-request", "type");

        // A type that the level no longer has keeps its history, until the level's is removed.
        await system.Grains.GetLocation(id).ConfigureLevelAsync("upper", Types(standard: 2, ev: 0) with { Capacity = new Dictionary<string, int> { ["standard"] = 2 } });
        Assert.Equal(1, (await OfAsync("&type=ev")).Max);
        Assert.Equal(204, (int)(await HttpAnswer.SendAsync(http, HttpMethod.Delete, Path(id))).Status);
        Assert.Null(await system.Grains.GetHistory(new LevelKey(id, "upper"), "ev").GetAsync(new HistoryQuery(at, at.AddHours(1), TimeSpan.FromMinutes(1))));
    }

    private static LevelSettings Types(int standard, int ev) =>
        new("Upper", CountingMode.Spots, new Dictionary<string, int> { ["standard"] = standard, ["ev"] = ev });

    [Fact]
    public async Task What_was_acknowledged_before_a_removal_does_not_come_back_after_it()
    {
        using var http = system.Http(system.Token(Role.Admin, "*"));
        var at = TimeProvider.System.GetUtcNow().AddHours(-2);
        for (var round = 0; round < 5; round++)
        {
            var id = await system.NewLocationAsync();
            var readings = Enumerable.Range(0, 500).Select(i => $$"""{"id":"{{i}}","sensorId":"g","at":"{{at.AddSeconds(i):O}}","kind":"entry"}""");
            var posted = await HttpAnswer.SendAsync(http, HttpMethod.Post, $"/api/v1/locations/{id}/levels/upper/readings", $$"""{"readings":[{{string.Join(',', readings)}}]}""");
            Assert.Equal(200, (int)posted.Status);
            Assert.Equal(204, (int)(await HttpAnswer.SendAsync(http, HttpMethod.Delete, Path(id))).Status);
            // Waits for samples that are on their way.
            Assert.False(await system.Grains.GetGrain<ILevelGrain>($"{id}/upper").RemoveHistoryAsync());
            Assert.Empty((await HttpAnswer.SendAsync(http, HttpMethod.Get, Path(id))).Json.GetProperty("buckets").EnumerateArray());
        }
    }

    [Theory]
    [InlineData("&format=csv", null, true)]
    [InlineData("", "text/csv", true)]
    [InlineData("", "text/csv;q=0.9, application/json;q=0.8, */*", true)]
    [InlineData("", "application/json, text/csv", false)]
    [InlineData("&format=json", "text/csv", false)]
    [InlineData("", "*/*", false)]
    [InlineData("", "no media type at all", false)]
    public async Task A_history_is_CSV_for_whoever_likes_it_better(string format, string? accept, bool csv)
    {
        var id = await system.NewLocationAsync();
        await RecordAsync(id);
        using var http = system.Http();
        if (accept is not null)
            http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accept);

        var answer = await HttpAnswer.SendAsync(http, HttpMethod.Get, Path(id, "from=2026-03-02&to=2026-03-03&step=1h" + format));

        Assert.Equal(200, (int)answer.Status);
        Assert.Equal(csv ? "text/csv" : "application/json", answer.MediaType);
        if (csv)
        {
            Assert.Equal(
                "at,min,mean,max,total\r\n2026-03-02T08:00:00Z,10,17.5,20,100\r\n2026-03-02T10:00:00Z,-1,-1,-1,90\r\n",
                answer.Text);
        }
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=", "from")]
    [InlineData("from=2026-03-02T08:00:00", "from")]
    [InlineData("from=2026-02-30T08:00:00Z", "from")]
    [InlineData("from=1969-12-31", "from")]
    [InlineData("from=2026-03-02&from=2026-03-03", "from")]
    [InlineData("to=9999-12-31T23:59:59Z", "to")]
    [InlineData("to=1772438400", "to")]
    [InlineData("from=2026-03-02&to=2026-03-02", "from")]
    [InlineData("from=2026-03-03&to=2026-03-02", "from")]
    [InlineData("step=7m", "step")]
    [InlineData("step=60", "step")]
    [InlineData("step=", "step")]
    [InlineData("step=1M", "step")]
    [InlineData("from=2026-03-02&to=2026-03-10&step=1m", "step")]
    [InlineData("from=1970-01-01&to=8999-01-01", "step")]
    [InlineData("format=xml", "format")]
    [InlineData("format=CSV", "format")]
    public async Task A_term_that_is_wrong_is_refused_by_its_name(string terms, string field)
    {
        var id = await system.NewLocationAsync();
        (await GetAsync(id, terms)).IsProblem(400, "invalid-request", field);
    }

    [Fact]
    public async Task A_level_without_history_has_no_buckets_and_no_level_has_none()
    {
        var id = await system.NewLocationAsync();
        var answer = await GetAsync(id, "step=1h");
        Assert.Equal(200, (int)answer.Status);
        Assert.Equal(0, answer.Json.GetProperty("buckets").GetArrayLength());
        Assert.Equal("1h", answer.Json.GetProperty("step").GetString());

        using var http = system.Http();
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{id}/levels/nowhere/history")).IsProblem(404, "unknown-level");
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{id}/levels/NO/history")).IsProblem(400, "invalid-request", "level");
    }

    [Theory]
    [InlineData("", "5m")]
    [InlineData("from=2026-03-02T08:00:00%2B07:00&to=2026-03-02T10:00:00+07:00", "5m")]
    [InlineData("from=2026-03-01&to=2026-03-20", "1h")]
    [InlineData("from=2020-01-01", "1d")]
    [InlineData("to=2020-01-01", "5m")]
    [InlineData("from=8000-01-01", "5m")]
    public async Task Terms_may_be_left_out(string terms, string step)
    {
        var answer = await GetAsync(await system.NewLocationAsync(), terms);

        Assert.Equal(200, (int)answer.Status);
        Assert.Equal(step, answer.Json.GetProperty("step").GetString());
    }

    [Fact]
    public async Task The_history_of_a_removed_level_stays_until_it_is_asked_to_go()
    {
        var id = await system.NewLocationAsync();
        await RecordAsync(id);
        await system.Grains.GetGrain<ILocationGrain>(id).RemoveLevelAsync("upper");
        using var nobody = system.Http();
        using var sensor = system.Http(system.Token(Role.Sensor, id));
        using var elsewhere = system.Http(system.Token(Role.Admin, "elsewhere"));
        using var manager = system.Http(system.Token(Role.Operator, id));
        using var http = system.Http(system.Token(Role.Admin, id));

        Assert.Equal(2, (await GetAsync(id, "from=2026-03-02&to=2026-03-03&step=1h")).Json.GetProperty("buckets").GetArrayLength());
        (await HttpAnswer.SendAsync(nobody, HttpMethod.Delete, Path(id))).IsProblem(401, "unauthorized");
        (await HttpAnswer.SendAsync(sensor, HttpMethod.Delete, Path(id))).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(elsewhere, HttpMethod.Delete, Path(id))).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(manager, HttpMethod.Delete, Path(id))).IsProblem(403, "forbidden");
        Assert.Equal(204, (int)(await HttpAnswer.SendAsync(http, HttpMethod.Delete, Path(id))).Status);

        (await GetAsync(id, "from=2026-03-02&to=2026-03-03&step=1h")).IsProblem(404, "unknown-level");
        (await HttpAnswer.SendAsync(http, HttpMethod.Delete, Path(id))).IsProblem(404, "unknown-level");
    }

    private static string Path(string id, string terms = "") => $"/api/v1/locations/{id}/levels/upper/history?{terms}";

    private async Task<HttpAnswer> GetAsync(string id, string terms)
    {
        using var http = system.Http();
        return await HttpAnswer.SendAsync(http, HttpMethod.Get, Path(id, terms));
    }

    /// <summary>Half past eight and ten: a change within a bucket, a gap, and a count below zero.</summary>
    private Task RecordAsync(string id) =>
        system.Grains.GetGrain<ILevelHistoryRecorder>(new LevelKey(id, "upper").ToString()).RecordAsync(
        [
            Sample(0, 10, 100),
            Sample(15, 20, 100),
            Sample(60, 20, 100) with { Known = false },
            Sample(150, -1, 90) with { HoldsFor = TimeSpan.FromMinutes(5) },
        ]);

    private static OccupancySample Sample(int minute, int occupied, int total) =>
        new(Start.AddMinutes(minute), occupied, total, OccupancyStatus.Open, Known: true);
}
