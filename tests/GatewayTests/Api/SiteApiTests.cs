using System.Text.Json;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.GatewayTests.Api;

/// <summary>A whole site as one file.</summary>
[Collection(ParkingCollection.Name)]
public sealed class SiteApiTests(ParkingSystem system)
{
    private const string Upper = """{"name":"Upper","counting":"spots","capacity":{"standard":50,"ev":4},"outOfService":{"ev":1},"closed":false,"heightLimit":2.1}""";

    private const string Lower = """{"name":"Lower","counting":"gates","capacity":{"standard":100}}""";

    [Fact]
    public async Task A_site_is_copied_to_another_one_and_put_again_changes_nothing()
    {
        using var http = system.Http(system.Token(Role.Admin, "*"));
        var (first, second) = (NewId(), NewId());
        var file = Site($$""" "upper":{{Upper}},"lower":{{Lower}} """, ",\"alarmLimits\":{\"fullAfterMinutes\":30}");
        var made = await PutAsync(http, first, file);
        Assert.Equal([("location", null, "create"), ("level", "upper", "create"), ("level", "lower", "create"), ("alarmLimits", null, "create")], Changes(made));
        Assert.Empty(Changes(await PutAsync(http, first, file)));

        var copy = (await GetAsync(http, first)).Text;
        Assert.Equal(4, Changes(await PutAsync(http, second, copy)).Count);

        Assert.Equal(copy, (await GetAsync(http, second)).Text);
        Assert.Empty(Changes(await PutAsync(http, second, copy)));
        Assert.Equal(2, (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{second}")).Json.GetProperty("levels").GetArrayLength());
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_change_and_changes_nothing()
    {
        using var http = system.Http(system.Token(Role.Admin, "*"));
        var id = NewId();
        Assert.Equal(2, Changes(await PutAsync(http, id, Site($$""" "upper":{{Upper}} """), "?dryRun=true")).Count);
        (await GetAsync(http, id)).IsProblem(404, "unknown-location");
        await PutAsync(http, id, Site($$""" "upper":{{Upper}} """));
        var before = (await GetAsync(http, id)).Text;

        var answer = await PutAsync(http, id, Site($$""" "roof":{{Lower}} """, name: "New"), "?dryRun=true");

        Assert.True(answer.Json.GetProperty("dryRun").GetBoolean());
        Assert.Equal([("location", null, "update"), ("level", "upper", "remove"), ("level", "roof", "create")], Changes(answer));
        var location = answer.Json.GetProperty("changes")[0];
        Assert.Equal(("Site", "New"), (location.GetProperty("before").GetProperty("name").GetString(), location.GetProperty("after").GetProperty("name").GetString()));
        Assert.Equal(["part", "levelId", "change", "before"], answer.Json.GetProperty("changes")[1].EnumerateObject().Select(member => member.Name));
        Assert.Equal(before, (await GetAsync(http, id)).Text);
    }

    [Fact]
    public async Task Levels_that_are_not_named_are_removed_by_admins_only()
    {
        var id = NewId();
        using var admin = system.Http(system.Token(Role.Admin, "*"));
        using var manager = system.Http(system.Token(Role.Operator, id));
        await PutAsync(manager, id, Site($$""" "upper":{{Upper}},"lower":{{Upper}} """));

        var refused = await HttpAnswer.SendAsync(manager, HttpMethod.Put, Path(id), Site($$""" "upper":{{Upper}} """, name: "New"));
        refused.IsProblem(403, "forbidden");
        Assert.Contains("'lower'", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Site", (await GetAsync(manager, id)).Json.GetProperty("location").GetProperty("name").GetString());

        Assert.Equal([("level", "lower", "remove")], Changes(await PutAsync(admin, id, Site($$""" "upper":{{Upper}} """))));
        Assert.Equal(404, (int)(await HttpAnswer.SendAsync(admin, HttpMethod.Get, $"/api/v1/locations/{id}/levels/lower")).Status);
        using var other = system.Http(system.Token(Role.Operator, "elsewhere"));
        (await GetAsync(other, id)).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(other, HttpMethod.Put, Path(id), Site($$""" "upper":{{Upper}} """))).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task What_somebody_else_changed_since_it_was_read_is_not_overwritten()
    {
        using var http = system.Http(system.Token(Role.Operator, "*"));
        var id = NewId();
        var site = Site($$""" "upper":{{Upper}} """);
        Assert.Equal(412, await PutIfAsync("If-Match", "*"));
        Assert.Equal(200, await PutIfAsync("If-None-Match", "*"));
        Assert.Equal(412, await PutIfAsync("If-None-Match", "*"));
        var read = (await GetAsync(http, id)).Response.Headers.ETag!.Tag;
        Assert.Equal(read, (await PutAsync(http, id, Site($$""" "upper":{{Upper}} """, name: "New"), "?dryRun=true")).Response.Headers.ETag!.Tag);
        foreach (var change in new[] { ($"/api/v1/locations/{id}/levels/upper", Lower), ($"/api/v1/locations/{id}", """{"name":"Other"}"""), ($"/api/v1/alarm-limits/locations/{id}", """{"fullAfterMinutes":9}""") })
        {
            (await HttpAnswer.SendAsync(http, HttpMethod.Put, change.Item1, change.Item2)).RequireOk();
            Assert.Equal(412, await PutIfAsync("If-Match", read));
            read = (await GetAsync(http, id)).Response.Headers.ETag!.Tag;
        }

        Assert.Equal(200, await PutIfAsync("If-Match", $"\"before\", {read}"));
        Assert.Equal(400, await PutIfAsync("If-Match", "before"));

        async Task<int> PutIfAsync(string header, string value) => (int)(await HttpAnswer.SendAsync(
            http, HttpMethod.Put, Path(id), site, headers: new Dictionary<string, string> { [header] = value })).Status;
    }

    [Theory]
    [InlineData(""" "upper":{"name":"Upper","counting":"spots","capacity":{"standard":50}},"lower":{"name":"","counting":"gates","capacity":{"standard":5}} """, "", "levels.lower.name")]
    [InlineData(""" "upper":{"name":"Upper","counting":"spots","capacity":{"standard":-1}} """, "", "levels.upper.capacity.standard")]
    [InlineData(""" "No Slug":{"name":"Upper","counting":"spots","capacity":{"standard":1}} """, "", "levels.No Slug")]
    [InlineData(""" "upper":{"name":"Upper","counting":"spots"} """, "", "levels.upper.capacity")]
    [InlineData("", ",\"alarmLimits\":{\"fullAfterMinutes\":0}", "alarmLimits.fullAfterMinutes")]
    public async Task One_fault_anywhere_and_nothing_is_changed(string levels, string more, string field)
    {
        using var http = system.Http(system.Token(Role.Admin, "*"));
        var id = NewId();

        var answer = await HttpAnswer.SendAsync(http, HttpMethod.Put, Path(id), Site(levels, more));

        answer.IsProblem(400, "invalid-request", field);
        (await GetAsync(http, id)).IsProblem(404, "unknown-location");
    }

    [Theory]
    [InlineData(",", "\r\n")]
    [InlineData(";", "\n")]
    public async Task Levels_and_spots_come_from_CSV_and_everything_else_stays(string separator, string newLine)
    {
        using var http = system.Http(system.Token(Role.Operator, "*"));
        var id = NewId();
        await PutAsync(http, id, Site($$""" "upper":{{Upper}},"lower":{{Upper}} """));
        string[] lines = ["level,name,counting,type,capacity,outOfService", "upper,,,standard,60,", "upper,,,disabled,2,", "roof,\"Roof \"\"A\"\" \",gates,standard,30,5", ""];
        var csv = "\uFEFF" + string.Join(newLine, lines).Replace(",", separator, StringComparison.Ordinal);

        var dry = await HttpAnswer.SendAsync(http, HttpMethod.Put, Path(id) + "?dryRun=true", csv, "text/csv");
        var answer = await HttpAnswer.SendAsync(http, HttpMethod.Put, Path(id), csv, "text/csv");

        Assert.Equal([("level", "upper", "update"), ("level", "roof", "create")], Changes(dry));
        Assert.Equal(Changes(dry), Changes(answer));
        var levels = (await GetAsync(http, id)).Json.GetProperty("levels");
        Assert.Equal("""{"standard":60,"disabled":2}""", levels.GetProperty("upper").GetProperty("capacity").GetRawText());
        Assert.Equal(2.1, levels.GetProperty("upper").GetProperty("heightLimit").GetDouble());
        Assert.Equal("Roof \"A\"", levels.GetProperty("roof").GetProperty("name").GetString());
        Assert.Equal("""{"standard":5}""", levels.GetProperty("roof").GetProperty("outOfService").GetRawText());
        Assert.Equal("Upper", levels.GetProperty("lower").GetProperty("name").GetString());
        Assert.Empty(Changes(await HttpAnswer.SendAsync(http, HttpMethod.Put, Path(id), csv, "text/csv")));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("level,name\n", "'counting' is missing")]
    [InlineData("level,name,counting,type,capacity\n", "no level")]
    [InlineData("level,name,counting,type,capacity\nroof,Roof,gates,standard,many\n", "Line 2: capacity is a whole number")]
    [InlineData("level,name,counting,type,capacity\nroof,Roof,gates,standard,5\nroof,,,standard,6\n", "Line 3: the level 'roof' has the type 'standard' twice")]
    [InlineData("level,name,counting,type,capacity\nroof,,gates,standard,5\n", "Line 2: the new level 'roof' needs a name")]
    [InlineData("level,name,counting,type,capacity\nroof,Roof,heads,standard,5\n", "Line 2: counting is gates, spots or count")]
    [InlineData("level,name,counting,type,capacity\nroof,Roof,gates,standard,5\nroof,Deck,,ev,5\n", "Line 3: name of the level 'roof' differs from line 2")]
    [InlineData("level,name,counting,type,capacity\nroof,Roof,gates,standard,5\nroof,,spots,ev,5\n", "Line 3: counting of the level 'roof' differs from line 2")]
    [InlineData("level,name,counting,type,capacity\n,Roof,gates,standard,5\n", "Line 2: level is empty")]
    [InlineData("level,name,counting,type,capacity\nroof,Roof,gates,standard,200000\n", "levels.roof")]
    public async Task A_wrong_line_of_CSV_is_told_and_nothing_is_changed(string csv, string fault)
    {
        using var http = system.Http(system.Token(Role.Operator, "*"));
        var id = NewId();
        await PutAsync(http, id, Site($$""" "upper":{{Upper}} """));
        var before = (await GetAsync(http, id)).Text;

        var answer = await HttpAnswer.SendAsync(http, HttpMethod.Put, Path(id), csv, "text/csv");

        Assert.Equal((400, "invalid-request"), ((int)answer.Status, answer.Json.GetProperty("code").GetString()));
        Assert.Contains(fault, answer.Json.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        Assert.Equal(before, (await GetAsync(http, id)).Text);
        (await HttpAnswer.SendAsync(http, HttpMethod.Put, Path(NewId()), "level,name,counting,type,capacity\na,A,gates,standard,5\n", "text/csv")).IsProblem(404, "unknown-location");
    }

    private static string NewId() => $"whole-{Guid.NewGuid():N}"[..20];

    private static string Path(string id) => $"/api/v1/locations/{id}/site";

    private static string Site(string levels, string more = "", string name = "Site") =>
        $$"""{"location":{"name":"{{name}}","timeZone":"Asia/Jakarta","groups":["east"]},"levels":{{{levels}}}{{more}}}""";

    private static async Task<HttpAnswer> PutAsync(HttpClient http, string id, string site, string query = "")
    {
        var answer = await HttpAnswer.SendAsync(http, HttpMethod.Put, Path(id) + query, site);
        Assert.True((int)answer.Status == 200, answer.Text);
        return answer;
    }

    private static Task<HttpAnswer> GetAsync(HttpClient http, string id) => HttpAnswer.SendAsync(http, HttpMethod.Get, Path(id));

    private static List<(string Part, string? Level, string Change)> Changes(HttpAnswer answer) =>
    [
        .. answer.RequireOk().Json.GetProperty("changes").EnumerateArray().Select(change => (
            change.GetProperty("part").GetString()!, change.TryGetProperty("levelId", out var level) ? level.GetString() : null, change.GetProperty("change").GetString()!)),
    ];
}
