using System.Reflection;
using System.Text;
using System.Text.Json;
using LiveParking.Gateway.Access;
using LiveParking.GatewayTests.Api;
using LiveParking.GatewayTests.Cameras;
using LiveParking.Gateway.Operations;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.GatewayTests.Access;

/// <summary>
/// Who may use which door, tried over the wire for every endpoint and hub method of the running system, with the token of every role for the location and for
/// another one. <c>docs/access.md</c> holds what was found: a new door, or another answer, fails the test until somebody has looked at it.
/// </summary>
public sealed class AccessTableTests(ParkingSystem system) : IClassFixture<ParkingSystem>
{
    private const string Document = "docs/access.md";
    private const string Sensor = "gate-7";
    private const string Everywhere = "admin everywhere";
    private const string Hook = """{"url":"https://example.org/hook","secret":"0123456789abcdef"}""";

    private static readonly (string Name, Role? Role, bool IsForeign)[] Callers =
    [
        ("nobody", null, false), ("viewer", Role.Viewer, false), ("viewer elsewhere", Role.Viewer, true), ("sensor", Role.Sensor, false), ("sensor elsewhere", Role.Sensor, true),
        ("operator", Role.Operator, false), ("operator elsewhere", Role.Operator, true), ("admin", Role.Admin, false), ("admin elsewhere", Role.Admin, true), (Everywhere, Role.Admin, false),
    ];

    [Fact]
    public async Task Every_door_answers_every_role_as_the_table_says()
    {
        var lines = new List<string>();
        foreach (var (door, route, method) in Doors())
        {
            if (route.Contains("/cameras/{id}", StringComparison.Ordinal))
            {
                foreach (var (kind, camera) in new[] { ("public camera", ParkingSystem.PublicCamera), ("private camera", ParkingSystem.PrivateCamera) })
                    lines.Add(await LineAsync($"{door}, {kind}", caller => HttpAsync(method, route, caller, camera)));
            }
            else
            {
                lines.Add(await LineAsync(door, caller => HttpAsync(method, route, caller, camera: null)));
            }
        }

        foreach (var method in HubMethods())
        {
            if (method.DeclaringType!.Name == "CamerasHub")
            {
                foreach (var (kind, camera) in new[] { ("public camera", ParkingSystem.PublicCamera), ("private camera", ParkingSystem.PrivateCamera) })
                    lines.Add(await LineAsync($"`{method.DeclaringType.Name}.{method.Name}`, {kind}", caller => HubAsync(method, caller, camera)));
            }
            else
            {
                lines.Add(await LineAsync($"`{method.DeclaringType.Name}.{method.Name}`", caller => HubAsync(method, caller, camera: null)));
            }
        }

        var text = $"""
            # Who may use what

            Written by a test, which tries every cell over the wire: `tests/GatewayTests/Access/AccessTableTests.cs`. "Elsewhere" is a token for another location. `yes`: it was done; `401`, `403`: it was refused. Addresses that name no
            location show a caller what is its own: an operator elsewhere gets a list, without the entries of this location.

            Operators' tokens of 0.3.0 and earlier may also remove ([security](security.md#tokens)). Over MQTT the broker decides: [MQTT access](mqtt-access.md). What .NET
            programs may call: [grain access](grain-access.md).

            | door | {string.Join(" | ", Callers.Select(caller => caller.Name))} |
            |---|{string.Concat(Enumerable.Repeat("---|", Callers.Length))}
            {string.Join('\n', lines)}

            """.ReplaceLineEndings("\n");
        await GeneratedDocument.RequireAsync(Document, text);
    }

    private IEnumerable<(string Door, string Route, string Method)> Doors() =>
        from endpoint in system.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let route = $"/{endpoint.RoutePattern.RawText!.Trim('/')}"
        where route.StartsWith("/api/", StringComparison.Ordinal) || route.StartsWith("/.well-known/", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        where method != "HEAD"
        orderby route, method
        select ($"`{method} {route}`", route, method);

    private static IEnumerable<MethodInfo> HubMethods() => typeof(AllowAttribute).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Hub)))
        .SelectMany(hub => hub.GetMethods())
        .Where(method => method.GetCustomAttribute<AllowAttribute>() is not null)
        .OrderBy(method => method.DeclaringType!.Name, StringComparer.Ordinal).ThenBy(method => method.Name, StringComparer.Ordinal);

    private static async Task<string> LineAsync(string door, Func<(string Name, Role? Role, bool IsForeign), Task<string>> tryAsync)
    {
        var line = new StringBuilder($"| {door} |");
        foreach (var caller in Callers)
            line.Append(' ').Append(await tryAsync(caller)).Append(" |");
        return line.ToString();
    }

    private string? TokenOf((string Name, Role? Role, bool IsForeign) caller, string location) =>
        caller.Role is { } role ? system.Token(role, caller.Name == Everywhere ? "*" : caller.IsForeign ? "elsewhere" : location) : null;

    /// <summary>Tries an address with everything that it needs, at a location that was made for this cell.</summary>
    private async Task<string> HttpAsync(string method, string route, (string Name, Role? Role, bool IsForeign) caller, string? camera)
    {
        var location = camera is not null ? ParkingSystem.CameraSite : route.Contains("{mapping}", StringComparison.Ordinal) ? await MappedSiteAsync() : await system.NewLocationAsync();
        using var admin = system.Http(system.Token(Role.Admin, "*"));
        var id = camera ?? location;
        if (route == "/api/v1/tokens" && method == "DELETE")
            await HttpAnswer.SendAsync(admin, HttpMethod.Post, route, $$"""{"role":"viewer","locations":["{{location}}"],"subject":"somebody"}""");
        if (route.Contains("/notifications/{id}", StringComparison.Ordinal))
            await HttpAnswer.SendAsync(admin, HttpMethod.Put, $"/api/v1/notifications/{location}", """{"receiver":"email","target":"before@example.org"}""");
        if (route.Contains("/alarm-limits/", StringComparison.Ordinal))
            await HttpAnswer.SendAsync(admin, HttpMethod.Put, route.Replace("{id}", location, StringComparison.Ordinal), """{"batteryBelowPercent":44}""");
        if (route.Contains("/webhooks/{id}", StringComparison.Ordinal))
            await HttpAnswer.SendAsync(admin, HttpMethod.Put, $"/api/v1/webhooks/{location}", Hook.Replace("hook", "before", StringComparison.Ordinal));
        if (route.Contains("/tokens/{id}", StringComparison.Ordinal))
        {
            var issued = await HttpAnswer.SendAsync(admin, HttpMethod.Post, "/api/v1/tokens", $$"""{"role":"viewer","locations":["{{location}}"]}""");
            id = issued.Json.GetProperty("record").GetProperty("id").GetString()!;
        }

        var path = route.Replace("{id}", id, StringComparison.Ordinal).Replace("{level}", "upper", StringComparison.Ordinal).Replace("{mapping}", ParkingSystem.Mapping, StringComparison.Ordinal)
            .Replace("{sensor}", Sensor, StringComparison.Ordinal);
        // What is to be seen, or removed, is there before.
        if (route.Contains("{sensor}", StringComparison.Ordinal) || (method == "DELETE" && route.EndsWith("/history", StringComparison.Ordinal)))
            await HttpAnswer.SendAsync(admin, HttpMethod.Post, $"/api/v1/locations/{location}/levels/upper/readings", $$"""{"readings":[{"id":"1","sensorId":"{{Sensor}}","at":"{{TimeProvider.System.GetUtcNow():O}}","kind":"entry"}]}""");
        if (method == "DELETE" && route.EndsWith("/corrections", StringComparison.Ordinal))
            await HttpAnswer.SendAsync(admin, HttpMethod.Post, path, """{"occupied":7,"reason":"counted"}""");
        path += route switch
        {
            "/api/v1/audit/watches" => $"?location={location}",
            "/api/v1/tokens" when method == "DELETE" => "?subject=somebody",
            _ when route.EndsWith("/snapshot.jpg", StringComparison.Ordinal) => "?quality=low",
            _ => "",
        };
        var body = BadInputTests.Bodies.GetValueOrDefault($"{method} {route}")?.Replace("\"site\"", $"\"{location}\"", StringComparison.Ordinal);
        if (route == "/api/v1/tokens" && method == "POST")
            body = $$"""{"role":"viewer","locations":["{{location}}"],"expiresIn":"1m"}""";
        using var http = system.Http(TokenOf(caller, location));
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if ((int)answer.StatusCode is 401 or 403)
            return $"{(int)answer.StatusCode}";

        // A made-up message in quarantine, the unknown authority and the site of the mapping are not there for anybody.
        var isMissing = (int)answer.StatusCode == 404 && (route.Contains("/quarantine/", StringComparison.Ordinal) || route == "/api/v1/sign-in" || route.Contains("/history", StringComparison.Ordinal));
        Assert.True(isMissing || answer.IsSuccessStatusCode, $"{method} {path} of {caller.Name}: {(int)answer.StatusCode}");
        if (!isMissing)
            await RequireEffectAsync(admin, $"{method} {route}", location, id, answer);
        return "yes";
    }

    /// <summary>The site that the mapping of uplinks names.</summary>
    private async Task<string> MappedSiteAsync()
    {
        const string Site = "mapped-site";
        var location = system.Grains.GetGrain<ILocationGrain>(Site);
        await location.ConfigureAsync(new LocationSettings(Site));
        await location.ConfigureLevelAsync("upper", new LevelSettings("Upper", CountingMode.Count, new Dictionary<string, int> { ["standard"] = 50 }));
        return Site;
    }

    /// <summary>What was allowed was also done, as an administrator sees it. What only reads has its effect in the answer.</summary>
    private static async Task RequireEffectAsync(HttpClient admin, string door, string location, string id, HttpResponseMessage answer)
    {
        var (site, level) = ($"/api/v1/locations/{location}", $"/api/v1/locations/{location}/levels/upper");
        async Task<HttpAnswer> SeenAsync(string path) => await HttpAnswer.SendAsync(admin, HttpMethod.Get, path);
        var text = answer.Content.Headers.ContentType?.MediaType is "image/jpeg" or "multipart/x-mixed-replace" ? "" : await answer.Content.ReadAsStringAsync();
        switch (door)
        {
            case "DELETE /api/v1/locations/{id}":
                Assert.Equal(404, (int)(await SeenAsync(site)).Status);
                break;
            case "DELETE /api/v1/locations/{id}/levels/{level}":
                Assert.Equal(404, (int)(await SeenAsync(level)).Status);
                break;
            case "PUT /api/v1/locations/{id}":
                Assert.Equal("a", (await SeenAsync(site)).Json.GetProperty("name").GetString());
                break;
            case "PUT /api/v1/locations/{id}/site":
                Assert.Equal("a", (await SeenAsync($"{site}/site")).Json.GetProperty("levels").GetProperty("upper").GetProperty("name").GetString());
                break;
            case "PUT /api/v1/locations/{id}/levels/{level}":
                Assert.Equal("a", (await SeenAsync(level)).Json.GetProperty("name").GetString());
                break;
            case "POST /api/v1/locations/{id}/levels/{level}/corrections":
                Assert.Equal(3, (await SeenAsync(level)).Json.GetProperty("spots").GetProperty("occupied").GetInt32());
                break;
            case "DELETE /api/v1/locations/{id}/levels/{level}/corrections":
                Assert.Equal(0, (await SeenAsync($"{level}/corrections")).Json.GetArrayLength());
                break;
            case "DELETE /api/v1/locations/{id}/levels/{level}/history":
                Assert.DoesNotContain("\"entries\":1", (await SeenAsync($"{level}/history")).Text, StringComparison.Ordinal);
                break;
            case "POST /api/v1/locations/{id}/levels/{level}/readings" or "POST /api/v1/readings":
                Assert.Contains("\"accepted\"", text, StringComparison.Ordinal);
                Assert.NotEqual(0, (await SeenAsync($"{level}/sensors")).Json.GetProperty("sensors")[0].GetProperty("accepted").GetInt32());
                break;
            case "POST /api/v1/uplinks/{mapping}":
                Assert.Equal(4, (await SeenAsync(level)).Json.GetProperty("spots").GetProperty("occupied").GetInt32());
                break;
            case "POST /api/v1/tokens":
                Assert.Contains(JsonDocument.Parse(text).RootElement.GetProperty("record").GetProperty("id").GetString()!, (await SeenAsync("/api/v1/tokens")).Text, StringComparison.Ordinal);
                break;
            case "PUT /api/v1/notifications/{id}":
                Assert.Equal("desk@example.org", (await SeenAsync($"/api/v1/notifications/{id}")).Json.GetProperty("target").GetString());
                break;
            case "DELETE /api/v1/notifications/{id}":
                Assert.Equal(404, (int)(await SeenAsync($"/api/v1/notifications/{id}")).Status);
                break;
            case "PUT /api/v1/alarm-limits/groups/{id}" or "PUT /api/v1/alarm-limits/locations/{id}":
                Assert.Contains($"\"{id}\":{{\"batteryBelowPercent\":20,", (await SeenAsync("/api/v1/alarm-limits")).Text, StringComparison.Ordinal);
                break;
            case "DELETE /api/v1/alarm-limits/groups/{id}" or "DELETE /api/v1/alarm-limits/locations/{id}":
                Assert.DoesNotContain(id, (await SeenAsync("/api/v1/alarm-limits")).Text, StringComparison.Ordinal);
                break;
            case "PUT /api/v1/webhooks/{id}":
                Assert.Equal("https://example.org/hook", (await SeenAsync($"/api/v1/webhooks/{id}")).Json.GetProperty("url").GetString());
                break;
            case "DELETE /api/v1/webhooks/{id}":
                Assert.Equal(404, (int)(await SeenAsync($"/api/v1/webhooks/{id}")).Status);
                break;
            case "POST /api/v1/webhooks/{id}/test":
                Assert.Contains(JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!, (await SeenAsync($"/api/v1/webhooks/{id}/deliveries")).Text, StringComparison.Ordinal);
                break;
            case "DELETE /api/v1/tokens":
                var ofSubject = (await SeenAsync("/api/v1/tokens")).Json.GetProperty("tokens").EnumerateArray().Where(token => token.GetProperty("subject").GetString() == "somebody").ToList();
                Assert.NotEmpty(ofSubject);
                Assert.All(ofSubject, token => Assert.True(token.TryGetProperty("revokedAt", out _)));
                break;
            case "DELETE /api/v1/tokens/{id}":
                var listed = (await SeenAsync("/api/v1/tokens")).Json.GetProperty("tokens").EnumerateArray().Single(token => token.GetProperty("id").GetString() == id);
                Assert.True(listed.TryGetProperty("revokedAt", out _));
                break;
            case var read when read.StartsWith("GET ", StringComparison.Ordinal):
                if (answer.Content.Headers.ContentType?.MediaType == "image/jpeg")
                    Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length > 1_000);
                else if (read.Contains("{sensor}", StringComparison.Ordinal))
                    Assert.Contains($"\"{Sensor}\"", text, StringComparison.Ordinal);
                else
                    Assert.True(text.Length > 0 || answer.Content.Headers.ContentType?.MediaType == "multipart/x-mixed-replace", $"{read} answers nothing.");
                break;
            default:
                Assert.Fail($"{door} changes something: what is its effect?");
                break;
        }
    }

    /// <summary>An alarm of a location.</summary>
    private async Task<Alarm> AlarmAsync(string location)
    {
        var alarms = system.Grains.GetAlarms(location);
        await alarms.ReportAsync(new AlarmReport("gateway test", [new AlarmCondition(AlarmKind.SiteUnreachable, 1, [])], ValidFor: TimeSpan.FromMinutes(10)));
        using var admin = system.Http(system.Token(Role.Admin, "*"));
        await Eventually.HoldsAsync(
            async () => (await HttpAnswer.SendAsync(admin, HttpMethod.Get, $"/api/v1/alarms?location={location}")).Text.Contains("siteUnreachable", StringComparison.Ordinal), "the gateway knows it");
        return (await alarms.GetAsync())[0];
    }

    /// <summary>Calls a hub method as a caller.</summary>
    private async Task<string> HubAsync(MethodInfo method, (string Name, Role? Role, bool IsForeign) caller, string? camera)
    {
        var location = ParkingSystem.CameraSite;
        var hub = method.DeclaringType!.Name[..^"Hub".Length].ToLowerInvariant();
        await using var connection = await system.ConnectAsync(hub, Protocol.MessagePack, TokenOf(caller, location));
        var alarm = hub == "operations" ? await AlarmAsync(location) : null;
        try
        {
            switch (method.Name)
            {
                case "WatchCamera":
                    Assert.NotEmpty((await Eventually.WithinAsync(HubErrors.FirstAsync(CamerasHubTests.Watch(connection, camera, new("low"))))).Data);
                    break;
                case "AckFrame":
                    await connection.InvokeAsync("AckFrame", camera, 1L);
                    break;
                case "SubscribeToParking":
                    Assert.Equal(location, (await connection.InvokeAsync<LocationStatus>(method.Name, location)).Id);
                    break;
                case "SubscribeToOverview":
                    var seen = (await connection.InvokeAsync<OverviewSnapshot>(method.Name, null)).Locations.Select(summary => summary.Id);
                    if (caller.Name == Everywhere)
                        Assert.Contains(location, seen);
                    else
                        Assert.Equal(caller.IsForeign ? [] : [location], seen);
                    break;
                case "SubscribeToAlarms":
                    var alarms = await connection.InvokeAsync<IReadOnlyList<Alarm>>(method.Name, null);
                    Assert.Equal(!caller.IsForeign, alarms.Any(shown => shown.Id == alarm!.Id));
                    if (caller.Name != Everywhere)
                        Assert.All(alarms, shown => Assert.Equal(location, shown.LocationId));
                    break;
                case "AcknowledgeAlarm":
                    Assert.Equal(AlarmState.Acknowledged, (await connection.InvokeAsync<Alarm>(method.Name, alarm!.Id, null)).State);
                    break;
                case "ShelveAlarm":
                    Assert.Equal(AlarmState.Shelved, (await connection.InvokeAsync<Alarm>(method.Name, alarm!.Id, TimeProvider.System.GetUtcNow().AddHours(1), "repair")).State);
                    break;
                case "UnshelveAlarm":
                    Assert.NotEqual(AlarmState.Shelved, (await connection.InvokeAsync<Alarm>(method.Name, alarm!.Id)).State);
                    break;
                case "Ping":
                    await connection.InvokeAsync(method.Name);
                    break;
                default:
                    await connection.InvokeAsync(method.Name, location);
                    break;
            }

            return "yes";
        }
        catch (HubException refused) when (refused.Message.Contains("unauthorized: ", StringComparison.Ordinal))
        {
            return "401";
        }
        catch (HubException refused) when (refused.Message.Contains("forbidden: ", StringComparison.Ordinal))
        {
            return "403";
        }
    }
}
