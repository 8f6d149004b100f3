using LiveParking.Gateway.Access;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.GatewayTests.Api;

[Collection(ParkingCollection.Name)]
public sealed class HttpApiTests(ParkingSystem system)
{
    private const string Upper = """{"name":"Upper","counting":"gates","capacity":{"standard":150,"disabled":4},"outOfService":{"standard":4}}""";

    private HttpClient Operator => system.Http(system.Token(Role.Operator, "*"));

    private HttpClient Admin => system.Http(system.Token(Role.Admin, "*"));

    [Fact]
    public async Task A_location_is_made_filled_read_and_removed()
    {
        using var http = Admin;
        var id = $"site-{Guid.NewGuid():N}"[..24];
        var made = await SendAsync(http, HttpMethod.Put, $"/api/v1/locations/{id}",
            """{"name":"Site \"é\"","timeZone":"Asia/Jakarta","address":"Jl. 1","position":{"latitude":-7.29,"longitude":112.67},"openingHours":"24/7","future":1}""");
        Assert.Equal(200, (int)made.Status);
        var level = await SendAsync(http, HttpMethod.Put, $"/api/v1/locations/{id}/levels/upper", Upper);
        Assert.Equal(200, (int)level.Status);
        Assert.Equal("""{"total":150,"occupied":0,"available":150}""", level.Json.GetProperty("spots").GetRawText());
        Assert.Equal("unknown", level.Json.GetProperty("status").GetString());

        var read = await SendAsync(http, HttpMethod.Post, $"/api/v1/locations/{id}/levels/upper/readings", Readings(
            Reading("1", "entry"), Reading("2", "exit", "\"count\":0"), Reading("3", "heartbeat"), Reading("1", "entry")));
        Assert.Equal(200, (int)read.Status);
        Assert.Equal(
            ["accepted", "rejected", "accepted", "duplicate"],
            read.Json.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("outcome").GetString()));
        Assert.Equal("""{"total":150,"occupied":1,"available":149}""", read.Json.GetProperty("status").GetProperty("spots").GetRawText());

        var one = await SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{id}");
        Assert.Equal("Site \"é\"", one.Json.GetProperty("name").GetString());
        Assert.Equal(
            ["id", "name", "status", "spots", "levels", "cameras", "version", "updatedAt", "address", "position", "openingHours", "timeZone"],
            one.Json.EnumerateObject().Select(field => field.Name));
        Assert.Equal(
            ["locationId", "levelId", "name", "spots", "status", "stale", "version", "updatedAt"],
            one.Json.GetProperty("levels")[0].EnumerateObject().Select(field => field.Name).Where(name => name is not ("trend" or "confidence" or "byType")));
        Assert.EndsWith("Z", one.Json.GetProperty("updatedAt").GetString(), StringComparison.Ordinal);

        var all = await SendAsync(http, HttpMethod.Get, "/api/v1/locations");
        Assert.Contains(all.Json.EnumerateArray(), location => location.GetProperty("id").GetString() == id);

        Assert.Equal(204, (int)(await SendAsync(http, HttpMethod.Delete, $"/api/v1/locations/{id}/levels/upper")).Status);
        (await SendAsync(http, HttpMethod.Delete, $"/api/v1/locations/{id}/levels/upper")).IsProblem(404, "unknown-level");
        (await SendAsync(http, HttpMethod.Post, $"/api/v1/locations/{id}/levels/upper/readings", Readings(Reading("9", "entry")))).IsProblem(404, "unknown-level");
        Assert.Equal(204, (int)(await SendAsync(http, HttpMethod.Delete, $"/api/v1/locations/{id}")).Status);
        (await SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{id}")).IsProblem(404, "unknown-location");
        (await SendAsync(http, HttpMethod.Delete, $"/api/v1/locations/{id}")).IsProblem(404, "unknown-location");
    }

    [Fact]
    public async Task A_location_tells_its_groups_and_its_notice_until_they_are_taken_away()
    {
        const string Groups = """["region-east","hospitals"]""";
        const string Notice = """{"text":"Pakuwon Group films here to count free spots.","contact":"privacy@pakuwon.example","url":"https://pakuwon.example/privacy"}""";
        using var http = Operator;
        var id = $"site-{Guid.NewGuid():N}"[..24];
        var made = await SendAsync(http, HttpMethod.Put, $"/api/v1/locations/{id}", $$"""{"name":"Site","groups":{{Groups}},"notice":{{Notice}}}""");
        Assert.Equal(200, (int)made.Status);

        using var nobody = system.Http();
        var one = await SendAsync(nobody, HttpMethod.Get, $"/api/v1/locations/{id}");
        Assert.Equal((Groups, Notice), (one.Json.GetProperty("groups").GetRawText(), one.Json.GetProperty("notice").GetRawText()));
        await Eventually.HoldsAsync(
            async () => (await SendAsync(nobody, HttpMethod.Get, "/api/v1/overview")).Json.GetProperty("locations").EnumerateArray()
                .Any(location => location.GetProperty("id").GetString() == id && location.GetProperty("groups").GetRawText() == Groups),
            "the overview names the groups");
        var settings = await SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{id}/settings");
        Assert.Equal(Notice, settings.Json.GetProperty("notice").GetRawText());

        await SendAsync(http, HttpMethod.Put, $"/api/v1/locations/{id}", """{"name":"Site","groups":[]}""");
        one = await SendAsync(nobody, HttpMethod.Get, $"/api/v1/locations/{id}");
        Assert.False(one.Json.TryGetProperty("groups", out _) || one.Json.TryGetProperty("notice", out _));
    }

    [Fact]
    public async Task A_batch_of_nothing_but_rejected_readings_is_answered_with_the_status()
    {
        var id = await system.NewLocationAsync();
        using var http = Operator;
        var answer = await SendAsync(http, HttpMethod.Post, $"/api/v1/locations/{id}/levels/upper/readings", Readings(Reading("1", "spot")));
        Assert.Equal("rejected", answer.Json.GetProperty("results")[0].GetProperty("outcome").GetString());
        Assert.Contains("spot", answer.Json.GetProperty("results")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("unknown", answer.Json.GetProperty("status").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("not json", null)]
    [InlineData("""{"readings":[}""", null)]
    [InlineData("""{"readings":[{"id":"1"}],"readings":[]}""", "readings")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]", null)]
    [InlineData("[]", null)]
    [InlineData("{}", "readings")]
    [InlineData("""{"readings":"many"}""", "readings")]
    [InlineData("""{"readings":[]}""", "readings")]
    [InlineData("""{"readings":[{"kind":"entry"}]}""", "readings[0].id")]
    public async Task A_body_of_readings_that_is_malformed_is_refused_and_changes_nothing(string body, string? field)
    {
        var id = await system.NewLocationAsync();
        using var http = Operator;
        var before = (await system.Level(id).GetAsync()).Status;
        (await SendAsync(http, HttpMethod.Post, $"/api/v1/locations/{id}/levels/upper/readings", body)).IsProblem(400, "invalid-request", field);
        Assert.Equal(before.Version, (await system.Level(id).GetAsync()).Status.Version);
    }

    [Fact]
    public async Task A_body_that_is_too_long_or_of_another_type_is_refused()
    {
        var id = await system.NewLocationAsync();
        using var http = Operator;
        var path = $"/api/v1/locations/{id}/levels/upper/readings";
        (await SendAsync(http, HttpMethod.Post, path, Readings(Enumerable.Repeat(Reading("1", "entry"), 1001).ToArray()))).IsProblem(400, "invalid-request", "readings");
        (await SendAsync(http, HttpMethod.Post, path, new string(' ', 1024 * 1024 + 1))).IsProblem(413, "too-large");
        (await SendAsync(http, HttpMethod.Post, path, Readings(Reading("1", "entry")), "text/plain")).IsProblem(415, "unsupported-media-type");
        (await SendAsync(http, HttpMethod.Post, path)).IsProblem(415, "unsupported-media-type");

        using var chunked = new StreamContent(new MemoryStream(new byte[2 * 1024 * 1024]));
        chunked.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = chunked };
        request.Headers.TransferEncodingChunked = true;
        using var response = await http.SendAsync(request);
        Assert.Equal(413, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("[]", null)]
    [InlineData("{}", "name")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":"\ud800"}""", "name")]
    [InlineData("""{"name":"a","timeZone":1}""", "timeZone")]
    [InlineData("""{"name":"a","groups":"east"}""", "groups")]
    [InlineData("""{"name":"a","groups":["east",1]}""", "groups[1]")]
    [InlineData("""{"name":"a","notice":"filmed"}""", "notice")]
    [InlineData("""{"name":"a","notice":{"contact":"x"}}""", "notice.text")]
    [InlineData("""{"name":"a","position":[1,2]}""", "position")]
    [InlineData("""{"name":"a","position":{"latitude":1}}""", "position.longitude")]
    [InlineData("""{"name":"a","position":{"latitude":"1","longitude":2}}""", "position.latitude")]
    [InlineData("""{"name":"a","position":{"latitude":1e999,"longitude":2}}""", "position.latitude")]
    public async Task Settings_of_a_location_are_refused_by_the_name_of_the_field(string body, string? field)
    {
        using var http = Operator;
        var id = $"never-{Guid.NewGuid():N}"[..24];
        (await SendAsync(http, HttpMethod.Put, $"/api/v1/locations/{id}", body)).IsProblem(400, "invalid-request", field);
        (await SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{id}")).IsProblem(404, "unknown-location");
    }

    [Theory]
    [InlineData("""{"counting":"gates","capacity":{"standard":1}}""", "name")]
    [InlineData("""{"name":"a","capacity":{"standard":1}}""", "counting")]
    [InlineData("""{"name":"a","counting":"guess","capacity":{"standard":1}}""", "counting")]
    [InlineData("""{"name":"a","counting":"gates"}""", "capacity")]
    [InlineData("""{"name":"a","counting":"gates","capacity":5}""", "capacity")]
    [InlineData("""{"name":"a","counting":"gates","capacity":{"standard":"5"}}""", "capacity.standard")]
    [InlineData("""{"name":"a","counting":"gates","capacity":{"standard":1.5}}""", "capacity.standard")]
    [InlineData("""{"name":"a","counting":"gates","capacity":{"standard":1},"outOfService":{"ev":null}}""", "outOfService.ev")]
    [InlineData("""{"name":"a","counting":"gates","capacity":{"standard":1},"thresholds":{"full":1}}""", "thresholds.almostFull")]
    [InlineData("""{"name":"a","counting":"gates","capacity":{"standard":1},"closed":"yes"}""", "closed")]
    [InlineData("""{"name":"a","counting":"gates","capacity":{"standard":1},"closedReason":"flood"}""", "closedReason")]
    [InlineData("""{"name":"a","counting":"gates","capacity":{"standard":1},"heightLimit":"2m"}""", "heightLimit")]
    [InlineData("""{"name":"a","counting":"gates","capacity":{"standard":1},"heightLimit":210}""", "heightLimit")]
    [InlineData("""{"name":"a","counting":"gates","capacity":{"standard":1},"silentAfter":0}""", "silentAfter")]
    [InlineData("""{"name":"a","counting":"gates","capacity":{"standard":1},"silentAfter":1.5}""", "silentAfter")]
    [InlineData("""{"name":"a","counting":"gates","capacity":{"standard":1},"openingHours":"always"}""", "openingHours")]
    [InlineData("""{"name":"a","counting":"gates","capacity":{"standard":1},"outOfService":{"standard":2}}""", "outOfService.standard")]
    public async Task Settings_of_a_level_are_refused_by_the_name_of_the_field(string body, string field)
    {
        var id = await system.NewLocationAsync();
        using var http = Admin;
        (await SendAsync(http, HttpMethod.Put, $"/api/v1/locations/{id}/levels/new", body)).IsProblem(400, "invalid-request", field);
        (await SendAsync(http, HttpMethod.Delete, $"/api/v1/locations/{id}/levels/new")).IsProblem(404, "unknown-level");
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"a","timeZone":"Mars/Olympus"}""", "timeZone")]
    [InlineData("""{"name":"a","position":{"latitude":91,"longitude":0}}""", "position.latitude")]
    [InlineData("""{"name":"a","openingHours":"Mo-Fr 25:00-26:00"}""", "openingHours")]
    [InlineData("""{"name":"a","groups":["East"]}""", "groups")]
    [InlineData("""{"name":"a","groups":["east","east"]}""", "groups")]
    [InlineData("""{"name":"a","notice":{"text":" "}}""", "notice.text")]
    [InlineData("""{"name":"a","notice":{"text":"b","contact":""}}""", "notice.contact")]
    [InlineData("""{"name":"a","notice":{"text":"b","url":"javascript:alert(1)"}}""", "notice.url")]
    public async Task Rules_of_the_grains_are_told_as_problems(string body, string field)
    {
        using var http = Operator;
        (await SendAsync(http, HttpMethod.Put, $"/api/v1/locations/never-{Guid.NewGuid():N}"[..40], body)).IsProblem(400, "invalid-request", field);
    }

    [Theory]
    [InlineData("GET", "/api/v1/locations/nowhere", 404, "unknown-location")]
    [InlineData("GET", "/api/v1/locations/No%20Slug", 400, "invalid-request")]
    [InlineData("GET", "/api/v1/locations/-x", 400, "invalid-request")]
    [InlineData("GET", "/api/v1/locations/caf%C3%A9", 400, "invalid-request")]
    [InlineData("GET", "/api/v1/locations/a%2Fb", 400, "invalid-request")]
    [InlineData("GET", "/api/v1/cameras/nowhere", 404, "unknown-camera")]
    [InlineData("GET", "/api/v1/cameras/nowhere/snapshot.jpg", 404, "unknown-camera")]
    [InlineData("GET", "/api/v1/cameras/nowhere/stream.mjpg", 404, "unknown-camera")]
    [InlineData("GET", "/api/v1/cameras/gate/stream.mjpg?quality=ultra", 400, "invalid-request")]
    [InlineData("GET", "/api/v1/cameras/gate/stream.mjpg?maxFps=fast", 400, "invalid-request")]
    [InlineData("GET", "/api/v1/cameras/gate/stream.mjpg?maxFps=NaN", 400, "invalid-request")]
    [InlineData("GET", "/api/v1/cameras/UPPER", 400, "invalid-request")]
    [InlineData("GET", "/api/v1/nothing", 404, "not-found")]
    [InlineData("GET", "/nothing.txt", 404, "not-found")]
    [InlineData("PATCH", "/api/v1/locations/nowhere", 405, "method-not-allowed")]
    [InlineData("POST", "/api/v1/locations", 405, "method-not-allowed")]
    [InlineData("GET", "/api/v1/locations/a/levels/b/readings", 405, "method-not-allowed")]
    [InlineData("PUT", "/api/v1/locations/No%20Slug", 400, "invalid-request")]
    [InlineData("DELETE", "/api/v1/locations/a/levels/No%20Slug", 400, "invalid-request")]
    [InlineData("DELETE", "/api/v1/locations/nowhere", 404, "unknown-location")]
    public async Task What_is_unknown_malformed_or_not_allowed_is_a_problem(string method, string path, int status, string code)
    {
        using var http = Admin;
        var answer = await SendAsync(http, HttpMethod.Parse(method), path, method is "PUT" or "PATCH" ? """{"name":"a"}""" : null);
        Assert.True(answer.Json.TryGetProperty("code", out _), answer.Text);
        answer.IsProblem(status, code, answer.Json.TryGetProperty("field", out var field) ? field.GetString() : null);
        if (status == 405)
            Assert.NotEmpty(answer.Response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Cameras_are_listed_and_found_by_their_location()
    {
        using var http = system.Http();
        var all = await SendAsync(http, HttpMethod.Get, "/api/v1/cameras");
        Assert.Equal(["gate", "office", "broken"], all.Json.EnumerateArray().Select(camera => camera.GetProperty("id").GetString()));
        var one = await SendAsync(http, HttpMethod.Get, $"/api/v1/cameras/{ParkingSystem.CameraSite}");
        Assert.Equal(
            ["id", "locationId", "name", "state", "since"],
            one.Json.EnumerateObject().Select(field => field.Name).Where(name => name is not ("reason" or "levelId")));
        Assert.Equal("gate", one.Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Answers_carry_the_headers_that_pages_of_other_origins_and_browsers_need()
    {
        using var http = system.Http();
        http.DefaultRequestHeaders.Add("Origin", "https://app.example");
        foreach (var path in new[] { "/api/v1/locations", "/api/v1/locations/nowhere" })
        {
            var answer = await SendAsync(http, HttpMethod.Get, path);
            Assert.Equal("*", answer.Response.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Equal("nosniff", answer.Response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(answer.Response.Headers.Contains("Server"));
        }
    }

    private static Task<HttpAnswer> SendAsync(HttpClient http, HttpMethod method, string path, string? json = null, string mediaType = "application/json") =>
        HttpAnswer.SendAsync(http, method, path, json, mediaType);

    private static string Reading(string id, string kind, string more = "\"extra\":true") =>
        $$"""{"id":"{{id}}","sensorId":"gate-1","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","kind":"{{kind}}",{{more}}}""";

    private static string Readings(params string[] readings) => $$"""{"readings":[{{string.Join(',', readings)}}]}""";
}
