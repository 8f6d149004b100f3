using System.Text.Json;
using System.Text;
using LiveParking.Gateway.Access;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.GatewayTests.Api;

/// <summary>
/// Every address that takes a body, with everything that is wrong with a body: problem details that name the field where there is one, nothing stored, and never
/// a 500. Generated from good bodies, so that no field is left out.
/// </summary>
[Collection(ParkingCollection.Name)]
public sealed partial class BadInputTests(ParkingSystem system)
{
    private const string Reading = """ "id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"entry","count":1,"battery":50""";

    private static readonly Dictionary<string, string> Wrong = new(StringComparer.Ordinal)
    {
        ["null"] = "null", ["number"] = "7", ["huge number"] = "1e999", ["negative"] = "-1", ["text"] = "\"7\"", ["flag"] = "true", ["array"] = "[]",
        ["object"] = "{}", ["deep"] = "[[[[[[[[[[1]]]]]]]]]]", ["lone surrogate"] = "\"\\ud800\"", ["long text"] = $"\"{new string('x', 5000)}\"",
    };

    private const string Limits = """{"batteryBelowPercent":20,"fullAfterMinutes":30,"driftAbovePercent":5,"disagreementAbovePercent":9}""";

    private static readonly Dictionary<string, string> Addresses = new(StringComparer.Ordinal)
    {
        ["reading"] = "POST /api/v1/locations/{id}/levels/{level}/readings",
        ["readings"] = "POST /api/v1/readings",
        ["uplink"] = "POST /api/v1/uplinks/{mapping}",
        ["correction"] = "POST /api/v1/locations/{id}/levels/{level}/corrections",
        ["location"] = "PUT /api/v1/locations/{id}",
        ["level"] = "PUT /api/v1/locations/{id}/levels/{level}",
        ["token"] = "POST /api/v1/tokens",
        ["notification"] = "PUT /api/v1/notifications/{id}",
        ["limitsOfLocation"] = "PUT /api/v1/alarm-limits/locations/{id}",
        ["limitsOfGroup"] = "PUT /api/v1/alarm-limits/groups/{id}",
        ["site"] = "PUT /api/v1/locations/{id}/site",
        ["webhook"] = "PUT /api/v1/webhooks/{id}",
    };

    private const string Location =
        """{"name":"a","timeZone":"Asia/Jakarta","address":"b","position":{"latitude":1,"longitude":2},"openingHours":"24/7","groups":["east"],"notice":{"text":"c","contact":"d","url":"https://e.example"}}""";

    private const string Level = """
        {"name":"a","counting":"gates","capacity":{"standard":5},"outOfService":{"standard":1},"openingHours":"24/7",
        "thresholds":{"almostFull":0.9,"almostFullDown":0.8,"full":1,"fullDown":0.95},"closed":true,"closedReason":"b","heightLimit":2.1,"silentAfter":60}
        """;

    /// <summary>A good body, with every field, of each address that takes one; <see cref="EveryAddressTests"/> sees to it that none is left out.</summary>
    public static IReadOnlyDictionary<string, string> Bodies { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Addresses["reading"]] = $$"""{"readings":[{{{Reading}}}]}""",
        [Addresses["readings"]] = $$"""{"readings":[{{{Reading}},"location":"site","level":"upper"}]}""",
        [Addresses["uplink"]] = """{"device":"d1","time":"2026-11-22T08:15:30Z","cars":4}""",
        [Addresses["correction"]] = """{"occupied":3,"reason":"counted by hand","id":"c1"}""",
        [Addresses["location"]] = Location,
        [Addresses["token"]] = """{"role":"sensor","locations":["site"],"groups":["east"],"levels":[],"sensors":["s"],"cameras":[],"subject":"a","expiresIn":"2h"}""",
        [Addresses["notification"]] = """{"receiver":"email","target":"desk@example.org","rank":"high","groups":["east"],"hours":"24/7","timeZone":"Asia/Jakarta","coolDownSeconds":60}""",
        [Addresses["limitsOfLocation"]] = Limits,
        [Addresses["limitsOfGroup"]] = Limits,
        [Addresses["webhook"]] = """{"url":"https://example.org/hook","secret":"0123456789abcdef"}""",
        [Addresses["level"]] = Level,
        [Addresses["site"]] = $$"""{"location":{{Location}},"levels":{"upper":{{Level}}},"alarmLimits":{{Limits}}}""",
    };

    public static TheoryData<string> Targets => [.. Addresses.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_body_that_is_not_a_JSON_object_of_an_allowed_size_is_refused(string address)
    {
        var target = await TargetAsync(address);
        using var http = system.Http(system.Token(Role.Admin, "*"));
        byte[][] bodies =
        [
            [], "nonsense"u8.ToArray(), "{"u8.ToArray(), "[]"u8.ToArray(), "7"u8.ToArray(), "null"u8.ToArray(), "\"text\""u8.ToArray(), "{}}"u8.ToArray(),
            "{\"a\":}"u8.ToArray(), [0xff, 0xfe, 0x00], [0xef, 0xbb, 0xbf], Encoding.UTF8.GetBytes(new string('[', 100_000)),
            Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', 500)}{new string(']', 500)}}}"), Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', 1024 * 1024)}\"}}"),
        ];
        foreach (var body in bodies)
            await RefusedAsync(http, target, body);
        var typed = await HttpAnswer.SendAsync(http, target.Method, target.Path, target.Good, "text/plain");
        typed.IsProblem(415, "unsupported-media-type");
        Assert.Equal(await StateAsync(target), target.Before);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Every_field_of_a_wrong_type_is_told_by_its_name(string address)
    {
        var target = await TargetAsync(address);
        using var http = system.Http(system.Token(Role.Admin, "*"));
        foreach (var (path, field) in JsonBody.FieldsOf(target.Good))
        {
            foreach (var (what, value) in Wrong)
            {
                var body = JsonBody.With(target.Good, path, value);
                var before = await StateAsync(target);
                var answer = await HttpAnswer.SendAsync(http, target.Method, target.Path, body);
                Assert.True((int)answer.Status is 200 or 400, $"{path} as {what}: {(int)answer.Status} {answer.Text}");
                if ((int)answer.Status == 400)
                {
                    Assert.Equal(before, await StateAsync(target));
                    Assert.True(answer.Json.GetProperty("detail").GetString()!.Contains(field, StringComparison.Ordinal), $"{path} as {what}: {answer.Text}");
                }
                else if (answer.Json.TryGetProperty("results", out var results))
                {
                    // Rejected by itself, with the name of the field; or the value is one that the field allows.
                    foreach (var result in results.EnumerateArray().Where(result => result.GetProperty("outcome").GetString() == "rejected"))
                        Assert.True(Tells(result.GetProperty("reason").GetString()!, address, field), $"{path} as {what}: {answer.Text}");
                }
            }
        }
    }

    [Theory]
    [InlineData("level", "/heightLimit", "210")]
    [InlineData("level", "/heightLimit", "\"2.1 m\"")]
    [InlineData("level", "/silentAfter", "3600000000")]
    [InlineData("level", "/silentAfter", "\"1h\"")]
    [InlineData("level", "/thresholds/almostFull", "90")]
    [InlineData("level", "/thresholds/full", "0")]
    [InlineData("level", "/capacity/standard", "1.5")]
    [InlineData("level", "/capacity/standard", "1000000")]
    [InlineData("level", "/openingHours", "\"9 to 5\"")]
    [InlineData("location", "/position/latitude", "112752000")]
    [InlineData("location", "/position/longitude", "181")]
    [InlineData("location", "/timeZone", "\"+07:00\"")]
    [InlineData("reading", "/readings/0/battery", "3600")]
    [InlineData("reading", "/readings/0/count", "1.5")]
    [InlineData("reading", "/readings/0/at", "1764144000")]
    [InlineData("reading", "/readings/0/at", "\"2026-11-22T08:15:30\"")]
    [InlineData("readings", "/readings/0/battery", "3600")]
    [InlineData("correction", "/occupied", "0.4")]
    public async Task A_value_in_another_unit_is_refused_by_the_name_of_its_field(string address, string path, string value)
    {
        var target = await TargetAsync(address);
        using var http = system.Http(system.Token(Role.Admin, "*"));
        var answer = await HttpAnswer.SendAsync(http, target.Method, target.Path, JsonBody.With(target.Good, path, value));
        var field = JsonBody.FieldsOf(target.Good).Single(member => member.Path == path).Field;
        if (answer.Json.TryGetProperty("results", out var results))
        {
            Assert.Equal("rejected", results[0].GetProperty("outcome").GetString());
            Assert.Contains(field, results[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(400, (int)answer.Status);
            Assert.Equal(path[1..].Replace('/', '.'), answer.Json.GetProperty("field").GetString());
        }

        Assert.Equal(target.Before, await StateAsync(target));
    }

    [Theory]
    [InlineData("level", """{"name":"a","name":"b"}""", "name")]
    [InlineData("level", """{"name":"a","capacity":{"standard":5,"standard":6}}""", "capacity.standard")]
    [InlineData("location", """{"name":"a","position":{"latitude":1,"longitude":2,"latitude":1}}""", "position.latitude")]
    [InlineData("location", """{"unknown":[{"a":1},{"b":1,"b":2}]}""", "unknown[1].b")]
    [InlineData("correction", """{"occupied":3,"reason":"a","occupied":4}""", "occupied")]
    public async Task A_field_that_stands_there_twice_is_named(string address, string body, string field)
    {
        var target = await TargetAsync(address);
        using var http = system.Http(system.Token(Role.Admin, "*"));
        (await HttpAnswer.SendAsync(http, target.Method, target.Path, body)).IsProblem(400, "invalid-request", field);
        Assert.Equal(target.Before, await StateAsync(target));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_field_that_stands_there_twice_or_has_a_name_of_no_text_costs_no_500(string address)
    {
        var target = await TargetAsync(address);
        using var http = system.Http(system.Token(Role.Admin, "*"));
        foreach (var (path, _) in JsonBody.FieldsOf(target.Good))
        {
            var name = $"\"{path[(path.LastIndexOf('/') + 1)..]}\":";
            foreach (var more in new[] { $"{name}1,", "\"\\ud800\":1,", "\"\\ud800\":1,\"\\ud801\":2,", "\"\u0000\":1," })
            {
                var body = target.Good.Replace(name, more + name, StringComparison.Ordinal);
                var answer = await HttpAnswer.SendAsync(http, target.Method, target.Path, body);
                Assert.True((int)answer.Status is 200 or 400, $"{body}: {(int)answer.Status} {answer.Text}");
            }
        }
    }

    /// <summary>Whether a reason names a field. Of an uplink it names what the mapping makes of the field.</summary>
    private static bool Tells(string reason, string address, string field)
    {
        string[] names = (address, field) switch
        {
            // A value that is allowed: the site of the mapping is not there.
            ("uplink", _) when reason == "Location 'mapped-site' has no level 'upper'." => ["upper"],
            ("uplink", "time") => ["at ", "id "],
            ("uplink", "cars") => ["occupied "],
            ("uplink", "device") => ["sensorId "],
            _ => [field],
        };
        return names.Any(name => reason.Contains(name, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<Target> TargetAsync(string address)
    {
        var id = await system.NewLocationAsync();
        var operation = Addresses[address];
        var (method, path) = (operation[..operation.IndexOf(' ')], operation[(operation.IndexOf(' ') + 1)..]);
        path = path.Replace("{id}", id, StringComparison.Ordinal).Replace("{level}", "upper", StringComparison.Ordinal)
            .Replace("{mapping}", ParkingSystem.Mapping, StringComparison.Ordinal);
        var target = new Target(id, HttpMethod.Parse(method), path, Bodies[operation].Replace("\"site\"", $"\"{id}\"", StringComparison.Ordinal), "");
        return target with { Before = await StateAsync(target) };
    }

    private async Task<string> StateAsync(Target target)
    {
        using var http = system.Http();
        return (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{target.Location}")).Text;
    }

    private static async Task RefusedAsync(HttpClient http, Target target, byte[] body)
    {
        using var request = new HttpRequestMessage(target.Method, target.Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        // A sensor network gets no error for an uplink without a meaning.
        if (response.IsSuccessStatusCode && target.Path.Contains("uplinks", StringComparison.Ordinal) && text.Contains("\"ignored\"", StringComparison.Ordinal))
            return;
        Assert.True((int)response.StatusCode is 400 or 413, $"{Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(80, body.Length)))}: {(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private sealed record Target(string Location, HttpMethod Method, string Path, string Good, string Before);
}
