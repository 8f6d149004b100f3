using LiveParking.Gateway.Access;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.GatewayTests.Api;

/// <summary>Optimistic concurrency of settings, the advice and the overview over HTTP.</summary>
[Collection(ParkingCollection.Name)]
public sealed class SettingsTagTests(ParkingSystem system)
{
    private const string Site = """{"name":"Site","timeZone":"Asia/Jakarta"}""";
    private const string Level = """{"name":"Upper","counting":"gates","capacity":{"standard":10,"ev":2}}""";

    [Fact]
    public async Task A_change_of_settings_that_were_changed_meanwhile_is_refused_and_changes_nothing()
    {
        using var http = system.Http(system.Token(Role.Admin, "*"));
        var path = $"/api/v1/locations/tag-{Guid.NewGuid():N}"[..40];
        foreach (var (resource, body, other) in new[] { (path, Site, Site.Replace("Site", "Else", StringComparison.Ordinal)), ($"{path}/levels/upper", Level, Level.Replace("Upper", "Else", StringComparison.Ordinal)) })
        {
            var made = await PutAsync(http, resource, body, ifNoneMatch: "*");
            Assert.Equal(200, (int)made.Status);
            (await PutAsync(http, resource, body, ifNoneMatch: "*")).IsProblem(412, "precondition-failed");

            var first = Tag(made);
            Assert.Equal(first, Tag(await HttpAnswer.SendAsync(http, HttpMethod.Get, resource)));
            var settings = await HttpAnswer.SendAsync(http, HttpMethod.Get, $"{resource}/settings");
            Assert.Equal(first, Tag(settings));

            var second = Tag(await PutAsync(http, resource, settings.Text, ifMatch: first));
            Assert.NotEqual(first, second);
            (await PutAsync(http, resource, other, ifMatch: first)).IsProblem(412, "precondition-failed");
            Assert.Equal(second, Tag(await HttpAnswer.SendAsync(http, HttpMethod.Get, resource)));
            Assert.DoesNotContain("Else", (await HttpAnswer.SendAsync(http, HttpMethod.Get, resource)).Text, StringComparison.Ordinal);
            Assert.Equal(200, (int)(await PutAsync(http, resource, other, ifMatch: "*")).Status);
            (await DeleteAsync(http, resource, ifMatch: second)).IsProblem(412, "precondition-failed");
        }

        var last = Tag(await HttpAnswer.SendAsync(http, HttpMethod.Get, path));
        Assert.Equal(204, (int)(await DeleteAsync(http, path, last)).Status);
        (await PutAsync(http, path, Site, ifMatch: last)).IsProblem(412, "precondition-failed");
        (await PutAsync(http, path, Site, ifMatch: "*")).IsProblem(412, "precondition-failed");
    }

    [Fact]
    public async Task A_car_that_enters_does_not_change_the_tag_of_the_settings()
    {
        using var http = system.Http(system.Token(Role.Operator, "*"));
        var path = $"/api/v1/locations/{await system.NewLocationAsync()}/levels/upper";
        var before = Tag(await HttpAnswer.SendAsync(http, HttpMethod.Get, path));
        await HttpAnswer.SendAsync(http, HttpMethod.Post, $"{path}/readings",
            $$"""{"readings":[{"id":"1","sensorId":"g","at":"{{TimeProvider.System.GetUtcNow():O}}","kind":"entry"}]}""");
        var after = await HttpAnswer.SendAsync(http, HttpMethod.Get, path);
        Assert.Equal(1, after.Json.GetProperty("spots").GetProperty("occupied").GetInt32());
        Assert.Equal(before, Tag(after));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"1\", 2")]
    [InlineData("\"1\", *")]
    [InlineData("\"1")]
    public async Task A_tag_of_another_form_is_refused_by_the_name_of_the_header(string tag)
    {
        using var http = system.Http(system.Token(Role.Operator, "*"));
        var path = $"/api/v1/locations/{await system.NewLocationAsync()}";
        (await PutAsync(http, path, Site, ifMatch: tag)).IsProblem(400, "invalid-request", "If-Match");
        (await PutAsync(http, path, Site, ifMatch: "*", ifNoneMatch: "*")).IsProblem(400, "invalid-request", "If-None-Match");
    }

    [Fact]
    public async Task Any_tag_of_a_list_may_match_and_a_weak_one_never_does()
    {
        using var http = system.Http(system.Token(Role.Admin, "*"));
        var path = $"/api/v1/locations/{await system.NewLocationAsync()}";
        foreach (var (resource, body) in new[] { (path, Site), ($"{path}/levels/upper", Level) })
        {
            var tag = Tag(await HttpAnswer.SendAsync(http, HttpMethod.Get, resource));
            foreach (var other in new[] { $"W/{tag}", "\"1\", \"2\"", $"\"1\", \"2\", W/{tag}", "\"abc\"", "\"\"", "\"-1\"" })
                (await PutAsync(http, resource, body, ifMatch: other)).IsProblem(412, "precondition-failed");
            Assert.Equal(tag, Tag(await HttpAnswer.SendAsync(http, HttpMethod.Get, resource)));

            tag = Tag(await PutAsync(http, resource, body, ifMatch: $"\"1\", {tag}"));
            tag = Tag(await PutAsync(http, resource, body, ifMatch: $"W/\"1\",{tag} , \"abc\""));
            if (resource != path)
                Assert.Equal(204, (int)(await DeleteAsync(http, resource, $"{tag}, \"7\"")).Status);
        }

        (await PutAsync(http, $"{path}/levels/upper", Level, ifMatch: "\"1\", \"2\"")).IsProblem(412, "precondition-failed");
    }

    [Fact]
    public async Task Settings_are_for_operators()
    {
        var path = $"/api/v1/locations/{await system.NewLocationAsync()}";
        using var anybody = system.Http();
        using var sensor = system.Http(system.Token(Role.Sensor, "*"));
        foreach (var resource in new[] { $"{path}/settings", $"{path}/levels/upper/settings" })
        {
            (await HttpAnswer.SendAsync(anybody, HttpMethod.Get, resource)).IsProblem(401, "unauthorized");
            (await HttpAnswer.SendAsync(sensor, HttpMethod.Get, resource)).IsProblem(403, "forbidden");
        }
    }

    [Fact]
    public async Task The_best_level_and_the_overview_are_for_anybody()
    {
        var id = await system.NewLocationAsync();
        using var http = system.Http();
        var unknown = await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{id}/best-level");
        Assert.Equal("How full the levels are is not known.", unknown.Json.GetProperty("reason").GetString());
        using var sensor = system.Http(system.Token(Role.Sensor, "*"));
        await HttpAnswer.SendAsync(sensor, HttpMethod.Post, $"/api/v1/locations/{id}/levels/upper/readings",
            $$"""{"readings":[{"id":"1","sensorId":"g","at":"{{TimeProvider.System.GetUtcNow():O}}","kind":"entry"}]}""");

        var best = await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{id}/best-level");
        Assert.Equal("upper", best.Json.GetProperty("level").GetProperty("levelId").GetString());
        var none = await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{id}/best-level?type=boat");
        Assert.Equal("No level has spots of type 'boat'.", none.Json.GetProperty("reason").GetString());
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{id}/best-level?type=No%20Type")).IsProblem(400, "invalid-request", "type");
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/locations/nowhere/best-level")).IsProblem(404, "unknown-location");

        var overview = await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/overview");
        Assert.Equal(["spots", "locations", "complete"], overview.Json.EnumerateObject().Select(field => field.Name));
        var site = Assert.Single(overview.Json.GetProperty("locations").EnumerateArray(), site => site.GetProperty("id").GetString() == id);
        Assert.Equal(["id", "name", "status", "spots", "levels", "cameras", "version", "updatedAt"], site.EnumerateObject().Select(field => field.Name));
    }

    private static string Tag(HttpAnswer answer)
    {
        Assert.True((int)answer.Status == 200, answer.Text);
        return answer.Response.Headers.ETag!.ToString();
    }

    private static Task<HttpAnswer> PutAsync(HttpClient http, string path, string json, string? ifMatch = null, string? ifNoneMatch = null) =>
        HttpAnswer.SendAsync(http, HttpMethod.Put, path, json, headers: Headers(ifMatch, ifNoneMatch));

    private static Task<HttpAnswer> DeleteAsync(HttpClient http, string path, string ifMatch) =>
        HttpAnswer.SendAsync(http, HttpMethod.Delete, path, headers: Headers(ifMatch, null));

    private static Dictionary<string, string> Headers(string? ifMatch, string? ifNoneMatch)
    {
        Dictionary<string, string> headers = [];
        if (ifMatch is not null)
            headers.Add("If-Match", ifMatch);
        if (ifNoneMatch is not null)
            headers.Add("If-None-Match", ifNoneMatch);
        return headers;
    }
}
