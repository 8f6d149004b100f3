using System.Text;
using System.Text.Json;
using LiveParking.Gateway.Access;

namespace LiveParking.GatewayTests.Api;

/// <summary>
/// Every address that takes a body, with everything that is wrong with a body: problem details that name the field where there is one, nothing stored, and never
/// a 500. Generated from good bodies, so that no field is left out.
/// </summary>
[Collection(ParkingCollection.Name)]
public sealed class BadInputTests(ParkingSystem system)
{
    private const string At = "2026-11-22T08:15:30Z";

    private static readonly Dictionary<string, string> Wrong = new(StringComparer.Ordinal)
    {
        ["null"] = "null", ["number"] = "7", ["huge number"] = "1e999", ["negative"] = "-1", ["text"] = "\"7\"", ["flag"] = "true", ["array"] = "[]",
        ["object"] = "{}", ["deep"] = "[[[[[[[[[[1]]]]]]]]]]", ["lone surrogate"] = "\"\\ud800\"", ["long text"] = $"\"{new string('x', 5000)}\"",
    };

    public static TheoryData<string> Addresses => ["reading", "readings", "uplink", "location", "level", "correction"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_body_that_is_no_json_object_of_the_right_size_is_refused(string address)
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
    [MemberData(nameof(Addresses))]
    public async Task Every_field_of_a_wrong_type_is_told_by_its_name(string address)
    {
        var target = await TargetAsync(address);
        using var http = system.Http(system.Token(Role.Admin, "*"));
        foreach (var (path, field) in FieldsOf(target.Good))
        {
            foreach (var (what, value) in Wrong)
            {
                var body = With(target.Good, path, value);
                var answer = await HttpAnswer.SendAsync(http, target.Method, target.Path, body);
                Assert.True((int)answer.Status is 200 or 400, $"{path} as {what}: {(int)answer.Status} {answer.Text}");
                if ((int)answer.Status == 400)
                {
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
    [MemberData(nameof(Addresses))]
    public async Task A_field_that_stands_there_twice_or_has_a_name_of_no_text_costs_no_500(string address)
    {
        var target = await TargetAsync(address);
        using var http = system.Http(system.Token(Role.Admin, "*"));
        foreach (var (path, _) in FieldsOf(target.Good))
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

    [Theory]
    [InlineData("POST", "/api/v1/locations/{0}/levels/upper/readings")]
    [InlineData("PUT", "/api/v1/locations/{0}")]
    [InlineData("PUT", "/api/v1/locations/x/levels/{0}")]
    [InlineData("POST", "/api/v1/locations/x/levels/{0}/readings")]
    [InlineData("POST", "/api/v1/uplinks/{0}")]
    [InlineData("GET", "/api/v1/locations/{0}")]
    [InlineData("DELETE", "/api/v1/locations/{0}")]
    [InlineData("DELETE", "/api/v1/locations/x/levels/{0}")]
    [InlineData("GET", "/api/v1/cameras/{0}")]
    [InlineData("GET", "/api/v1/cameras/{0}/snapshot.jpg")]
    [InlineData("GET", "/api/v1/cameras/{0}/stream.mjpg")]
    public async Task An_id_that_is_none_is_refused(string method, string form)
    {
        using var http = system.Http(system.Token(Role.Admin, "*"));
        foreach (var id in new[] { "UPPER", "a_b", "-a", "a%20b", "%00", "%F0%9F%9A%97", "..%2f..", new string('a', 65), "a%0d%0ab", "%ff" })
        {
            var answer = await HttpAnswer.SendAsync(http, HttpMethod.Parse(method), string.Format(form, id), method is "GET" or "DELETE" ? null : "{\"readings\":[]}");
            Assert.True((int)answer.Status is 400 or 404, $"{form} with {id}: {(int)answer.Status} {answer.Text}");
            if (answer.Text.Length > 0)
                Assert.Equal("application/problem+json", answer.MediaType);
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
        var reading = $$"""{"id":"1","sensorId":"s","at":"{{At}}","kind":"entry","count":1,"battery":50""";
        var (method, path, good) = address switch
        {
            "reading" => (HttpMethod.Post, $"/api/v1/locations/{id}/levels/upper/readings", $$"""{"readings":[{{reading}}}]}"""),
            "readings" => (HttpMethod.Post, "/api/v1/readings", $$"""{"readings":[{{reading}},"location":"{{id}}","level":"upper"}]}"""),
            "uplink" => (HttpMethod.Post, $"/api/v1/uplinks/{ParkingSystem.Mapping}", """{"device":"d1","time":"2026-11-22T08:15:30Z","cars":4}"""),
            "correction" => (HttpMethod.Post, $"/api/v1/locations/{id}/levels/upper/corrections", """{"occupied":3,"reason":"counted by hand","id":"c1"}"""),
            "location" => (HttpMethod.Put, $"/api/v1/locations/{id}",
                """{"name":"a","timeZone":"Asia/Jakarta","address":"b","position":{"latitude":1,"longitude":2},"openingHours":"24/7"}"""),
            _ => (HttpMethod.Put, $"/api/v1/locations/{id}/levels/upper",
                """{"name":"a","counting":"gates","capacity":{"standard":5},"outOfService":{"standard":1},"openingHours":"24/7","thresholds":{"almostFull":0.9,"almostFullDown":0.8,"full":1,"fullDown":0.95}}"""),
        };
        var target = new Target(id, method, path, good, "");
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
        // A sensor network is not told off for what means nothing.
        if (response.IsSuccessStatusCode && target.Path.Contains("uplinks", StringComparison.Ordinal) && text.Contains("\"ignored\"", StringComparison.Ordinal))
            return;
        Assert.True((int)response.StatusCode is 400 or 413, $"{Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(80, body.Length)))}: {(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Every field of a body, as its place and the name by which it is to be told.</summary>
    private static List<(string Path, string Field)> FieldsOf(string body)
    {
        List<(string, string)> fields = [];
        using var json = JsonDocument.Parse(body);
        Walk(json.RootElement, "", "");
        return fields;

        void Walk(JsonElement at, string path, string name)
        {
            if (path.Length > 0)
                fields.Add((path, name));
            if (at.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in at.EnumerateObject())
                    Walk(member.Value, $"{path}/{member.Name}", name.Length == 0 || name.StartsWith("readings", StringComparison.Ordinal) ? member.Name : name);
            }
            else if (at.ValueKind == JsonValueKind.Array)
            {
                for (var i = 0; i < at.GetArrayLength(); i++)
                    Walk(at[i], $"{path}/{i}", $"{name}");
            }
        }
    }

    /// <summary>The body with another value in one place.</summary>
    private static string With(string body, string path, string value)
    {
        using var json = JsonDocument.Parse(body);
        return Text(json.RootElement, "");

        string Text(JsonElement at, string here) => at.ValueKind switch
        {
            _ when here == path => value,
            JsonValueKind.Object => $"{{{string.Join(',', at.EnumerateObject().Select(member => $"\"{member.Name}\":{Text(member.Value, $"{here}/{member.Name}")}"))}}}",
            JsonValueKind.Array => $"[{string.Join(',', at.EnumerateArray().Select((each, i) => Text(each, $"{here}/{i}")))}]",
            _ => at.GetRawText(),
        };
    }

    private sealed record Target(string Location, HttpMethod Method, string Path, string Good, string Before);
}
