using LiveParking.GatewayTests.Api;
using LiveParking.GatewayTests.Cameras;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Tokens;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.GatewayTests.Access;

/// <summary>Tokens are issued, listed and revoked over HTTP and on the command line.</summary>
public sealed class TokensApiTests(ParkingSystem system) : IClassFixture<ParkingSystem>
{
    /// <summary>Of the guarantee.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task An_admin_issues_a_token_that_works_and_that_the_published_keys_verify()
    {
        var location = await system.NewLocationAsync();
        using var admin = system.Http(system.Token(Role.Admin, "*"));
        var answer = await IssueAsync(admin, $$"""{"role":"operator","locations":["{{location}}"],"subject":"guard","expiresIn":"2h"}""");
        Assert.Equal("no-store", answer.Response.Headers.CacheControl?.ToString());
        var token = answer.Json.GetProperty("token").GetString()!;
        var record = answer.Json.GetProperty("record");
        Assert.Equal("guard", record.GetProperty("subject").GetString());
        Assert.Equal("operator", record.GetProperty("role").GetString());

        using var holder = system.Http(token);
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(holder, HttpMethod.Get, $"/api/v1/locations/{location}/settings")).Status);
        using var anybody = system.Http();
        var keys = new JsonWebKeySet((await HttpAnswer.SendAsync(anybody, HttpMethod.Get, "/.well-known/jwks.json")).Text);
        Assert.All(keys.Keys, key => Assert.False(key.HasPrivateKey));
        var verified = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = "live-parking", ValidAudience = "live-parking", IssuerSigningKeys = keys.GetSigningKeys(),
        });
        Assert.True(verified.IsValid, verified.Exception?.Message);

        var listed = (await HttpAnswer.SendAsync(admin, HttpMethod.Get, "/api/v1/tokens")).Json.GetProperty("tokens").EnumerateArray()
            .Single(entry => entry.GetProperty("id").GetString() == record.GetProperty("id").GetString());
        Assert.Equal(location, listed.GetProperty("scope").GetProperty("locations")[0].GetString());
        Assert.DoesNotContain(token.Split('.')[2], listed.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "role")]
    [InlineData("""{"role":"king"}""", "role")]
    [InlineData("""{"role":"viewer","locations":["Not A Slug"]}""", "locations")]
    [InlineData("""{"role":"viewer","locations":["*","a"]}""", "locations")]
    [InlineData("""{"role":"viewer","groups":["?"]}""", "groups")]
    [InlineData("""{"role":"operator","levels":["a/b"]}""", "levels")]
    [InlineData("""{"role":"sensor","levels":["a"]}""", "levels")]
    [InlineData("""{"role":"sensor","locations":["a"],"levels":["b/upper"]}""", "levels")]
    [InlineData("""{"role":"viewer","sensors":["s"]}""", "sensors")]
    [InlineData("""{"role":"sensor","cameras":["gate"]}""", "cameras")]
    [InlineData("""{"role":"viewer","expiresIn":"2w"}""", "expiresIn")]
    [InlineData("""{"role":"viewer","expiresIn":"3651d"}""", "expiresIn")]
    [InlineData("""{"role":"viewer","subject":" "}""", "subject")]
    [InlineData("""{"role":"viewer","subject":"system"}""", "subject")]
    [InlineData("""{"role":"viewer","subject":"Command line (root)"}""", "subject")]
    [InlineData("""{"role":"viewer","subject":"a\u0007b"}""", "subject")]
    [InlineData("""{"role":"viewer","locations":"a"}""", "locations")]
    public async Task A_request_that_breaks_a_rule_names_the_field_and_issues_nothing(string body, string field)
    {
        using var admin = system.Http(system.Token(Role.Admin, "*"));
        (await HttpAnswer.SendAsync(admin, HttpMethod.Post, "/api/v1/tokens", body)).IsProblem(400, "invalid-request", field);
    }

    [Fact]
    public async Task Only_an_admin_manages_tokens_and_only_within_the_places_of_its_own()
    {
        var (mine, other) = (await system.NewLocationAsync(), await system.NewLocationAsync());
        using var all = system.Http(system.Token(Role.Admin, "*"));
        var foreign = (await IssueAsync(all, $$"""{"role":"viewer","locations":["{{other}}"]}""")).Json.GetProperty("record").GetProperty("id").GetString();

        foreach (var role in new[] { Role.Viewer, Role.Sensor, Role.Operator })
        {
            using var http = system.Http(system.Token(role, "*"));
            (await HttpAnswer.SendAsync(http, HttpMethod.Post, "/api/v1/tokens", """{"role":"viewer"}""")).IsProblem(403, "forbidden");
            (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/tokens")).IsProblem(403, "forbidden");
            (await HttpAnswer.SendAsync(http, HttpMethod.Delete, $"/api/v1/tokens/{foreign}")).IsProblem(403, "forbidden");
            (await HttpAnswer.SendAsync(http, HttpMethod.Delete, "/api/v1/tokens?subject=a")).IsProblem(403, "forbidden");
        }

        using var local = system.Http(system.Token(Role.Admin, mine));
        var made = (await IssueAsync(local, $$"""{"role":"sensor","levels":["{{mine}}/upper"],"expiresIn":"10m"}""")).Json.GetProperty("record").GetProperty("id").GetString();
        foreach (var wider in new[] { """{"role":"viewer"}""", """{"role":"viewer","locations":["*"]}""", $$"""{"role":"admin","locations":["{{other}}"]}""",
            """{"role":"viewer","groups":["g"]}""", """{"role":"viewer","cameras":["gate"]}""", $$"""{"role":"sensor","levels":["{{other}}/upper"]}""" })
            (await HttpAnswer.SendAsync(local, HttpMethod.Post, "/api/v1/tokens", wider)).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(local, HttpMethod.Delete, $"/api/v1/tokens/{foreign}")).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(local, HttpMethod.Delete, "/api/v1/tokens?subject=a")).IsProblem(403, "forbidden");
        // A token that ends soon makes none that does not.
        (await HttpAnswer.SendAsync(local, HttpMethod.Post, "/api/v1/tokens", $$"""{"role":"admin","locations":["{{mine}}"],"expiresIn":"30d"}""")).IsProblem(400, "invalid-request", "expiresIn");
        var ids = (await HttpAnswer.SendAsync(local, HttpMethod.Get, "/api/v1/tokens")).Json.GetProperty("tokens").EnumerateArray()
            .Select(entry => entry.GetProperty("id").GetString()).ToList();
        Assert.Contains(made, ids);
        Assert.DoesNotContain(foreign, ids);
        Assert.Equal(204, (int)(await HttpAnswer.SendAsync(local, HttpMethod.Delete, $"/api/v1/tokens/{made}")).Status);
        (await HttpAnswer.SendAsync(all, HttpMethod.Delete, "/api/v1/tokens/nothing")).IsProblem(404, "unknown-token");
    }

    [Theory]
    [InlineData("id")]
    [InlineData("subject")]
    [InlineData("command")]
    public async Task What_runs_on_a_revoked_token_ends_within_5_s_and_other_work_continues(string by)
    {
        using var admin = system.Http(system.Token(Role.Admin, "*"));
        var subject = $"guest-{Guid.NewGuid():n}";
        var issued = (await IssueAsync(admin, $$"""{"role":"viewer","subject":"{{subject}}"}""")).Json;
        var (token, id) = (issued.GetProperty("token").GetString()!, issued.GetProperty("record").GetProperty("id").GetString()!);
        await using var viewer = await system.ConnectAsync("cameras", Protocol.MessagePack, token);
        var viewerClosed = Closed(viewer);
        await using var phone = await system.ConnectAsync("parking", Protocol.Json, token);
        var phoneClosed = Closed(phone);
        await using var other = await system.ConnectAsync("cameras", Protocol.MessagePack, system.Token(Role.Viewer, "*"));
        await using var watching = CamerasHubTests.Watch(viewer, ParkingSystem.PrivateCamera).GetAsyncEnumerator();
        await using var staying = CamerasHubTests.Watch(other, ParkingSystem.PrivateCamera).GetAsyncEnumerator();
        Assert.True(await Eventually.WithinAsync(watching.MoveNextAsync().AsTask()));
        Assert.True(await Eventually.WithinAsync(staying.MoveNextAsync().AsTask()));

        var revoked = TimeProvider.System.GetTimestamp();
        if (by == "command")
        {
            // As the command line does, in a process of its own.
            var ledger = new TokenLedgerFile(system.KeysFolder);
            await Eventually.HoldsAsync(() => ledger.ReadAll().Any(entry => entry.Issued?.Id == id), "the file lists the token");
            var now = TimeProvider.System.GetUtcNow();
            revoked = TimeProvider.System.GetTimestamp();
            await ledger.AppendAsync([new TokenLedgerEntry(Revoked: TokenLedger.Of(ledger.ReadAll(), now).RevocationOfToken(id, now))]);
        }
        else
        {
            var answer = await HttpAnswer.SendAsync(admin, HttpMethod.Delete, by == "id" ? $"/api/v1/tokens/{id}" : $"/api/v1/tokens?subject={subject}");
            Assert.True((int)answer.Status is 200 or 204, answer.Text);
        }

        Assert.Equal("unauthorized: The token was revoked.", await HubErrors.OfAsync(ToTheEndAsync(watching)));
        Assert.True(TimeProvider.System.GetElapsedTime(revoked) < EndsWithin, "The watch ended too late.");
        Assert.Null(await Eventually.WithinAsync(viewerClosed));
        Assert.Null(await Eventually.WithinAsync(phoneClosed));
        using var http = system.Http(token);
        Assert.Contains("revoked", (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/locations")).IsProblem(401, "unauthorized").Text, StringComparison.Ordinal);
        Assert.True(await Eventually.WithinAsync(staying.MoveNextAsync().AsTask()));

        // The owner gets another token, and that one is valid.
        using var again = system.Http((await IssueAsync(admin, $$"""{"role":"viewer","subject":"{{subject}}"}""")).Json.GetProperty("token").GetString()!);
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(again, HttpMethod.Get, "/api/v1/locations")).Status);
    }

    [Fact]
    public async Task The_file_beside_the_keys_and_the_issuer_know_the_same_tokens()
    {
        using var admin = system.Http(system.Token(Role.Admin, "*"));
        var id = (await IssueAsync(admin, """{"role":"viewer"}""")).Json.GetProperty("record").GetProperty("id").GetString();
        var ledger = new TokenLedgerFile(system.KeysFolder);
        await Eventually.HoldsAsync(() => ledger.ReadAll().Any(entry => entry.Issued?.Id == id), "the file lists what the issuer issued");

        var offline = new TokenIssuer(system.KeysFolder, TimeProvider.System).Issue(new TokenRequest(Role.Sensor, TimeSpan.FromHours(1)), "command line (test)");
        await ledger.AppendAsync([new TokenLedgerEntry(Issued: offline.Record)]);
        await Eventually.HoldsAsync(
            async () => (await HttpAnswer.SendAsync(admin, HttpMethod.Get, "/api/v1/tokens")).Text.Contains(offline.Record.Id, StringComparison.Ordinal),
            "the issuer lists what the command line issued");
    }

    [Fact]
    public async Task A_token_of_a_group_is_for_its_locations_and_a_location_that_leaves_the_group_leaves_the_token_within_5_s()
    {
        var (inside, outside, group) = (await system.NewLocationAsync(), await system.NewLocationAsync(), $"region-{Guid.NewGuid():n}"[..20]);
        await system.Grains.GetGrain<ILocationGrain>(inside).ConfigureAsync(new LocationSettings("Inside") { Groups = [group, "malls"] });
        await system.Grains.GetGrain<ILocationGrain>(ParkingSystem.CameraSite).ConfigureAsync(new LocationSettings("Cameras") { Groups = [group] });
        using var admin = system.Http(system.Token(Role.Admin, "*"));
        var manager = (await IssueAsync(admin, $$"""{"role":"operator","groups":["{{group}}"]}""")).Json.GetProperty("token").GetString()!;
        using var http = system.Http(manager);
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{inside}/settings")).Status);
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{outside}/settings")).IsProblem(403, "forbidden");
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(http, HttpMethod.Post, "/api/v1/readings", Reading(inside))).Status);
        (await HttpAnswer.SendAsync(http, HttpMethod.Post, "/api/v1/readings", Reading(outside))).IsProblem(403, "forbidden");

        await using var viewer = await system.ConnectAsync("cameras", Protocol.MessagePack, manager);
        await using var watching = CamerasHubTests.Watch(viewer, ParkingSystem.PrivateCamera).GetAsyncEnumerator();
        Assert.True(await Eventually.WithinAsync(watching.MoveNextAsync().AsTask()));
        await system.Grains.GetGrain<ILocationGrain>(ParkingSystem.CameraSite).ConfigureAsync(new LocationSettings("Cameras"));
        var left = TimeProvider.System.GetTimestamp();
        Assert.StartsWith("forbidden: ", await HubErrors.OfAsync(ToTheEndAsync(watching)), StringComparison.Ordinal);
        Assert.True(TimeProvider.System.GetElapsedTime(left) < EndsWithin, "The watch ended too late.");

        await system.Grains.GetGrain<ILocationGrain>(inside).ConfigureAsync(new LocationSettings("Inside") { Groups = ["malls"] });
        await Eventually.HoldsAsync(
            async () => (int)(await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{inside}/settings")).Status == 403, "the location left the token");
    }

    [Fact]
    public async Task A_sensors_token_is_limited_to_its_levels_and_sensors()
    {
        var location = await system.NewLocationAsync(levels: 2);
        using var admin = system.Http(system.Token(Role.Admin, "*"));
        using var one = system.Http((await IssueAsync(admin, $$"""{"role":"sensor","levels":["{{location}}/upper"],"sensors":["s1"]}""")).Json.GetProperty("token").GetString()!);
        var path = $"/api/v1/locations/{location}/levels/upper/readings";
        Assert.Equal("accepted", Outcome(await HttpAnswer.SendAsync(one, HttpMethod.Post, path, Reading(null, "s1"))));
        (await HttpAnswer.SendAsync(one, HttpMethod.Post, path, Reading(null, "s2"))).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(one, HttpMethod.Post, path.Replace("upper", "level-1", StringComparison.Ordinal), Reading(null, "s1"))).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(one, HttpMethod.Post, "/api/v1/readings", Reading(location, "s1", "level-1"))).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(one, HttpMethod.Post, "/api/v1/readings", Reading(location, "s2"))).IsProblem(403, "forbidden");
        Assert.Equal("accepted", Outcome(await HttpAnswer.SendAsync(one, HttpMethod.Post, "/api/v1/readings", Reading(location, "s1"))));
        // One foreign sensor in a batch is rejected by itself.
        var mixed = await HttpAnswer.SendAsync(one, HttpMethod.Post, path, $$"""{"readings":[{{Entry("s1")}},{{Entry("s9")}}]}""");
        Assert.Equal(["accepted", "rejected"], mixed.Json.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("outcome").GetString()));
        Assert.Contains("s9", mixed.Json.GetProperty("results")[1].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewers_token_is_limited_to_its_cameras()
    {
        using var admin = system.Http(system.Token(Role.Admin, "*"));
        var own = (await IssueAsync(admin, $$"""{"role":"viewer","cameras":["{{ParkingSystem.PrivateCamera}}"]}""")).Json.GetProperty("token").GetString()!;
        var another = (await IssueAsync(admin, """{"role":"viewer","cameras":["another"]}""")).Json.GetProperty("token").GetString()!;
        await using var viewer = await system.ConnectAsync("cameras", Protocol.Json, own);
        await Eventually.WithinAsync(HubErrors.FirstAsync(CamerasHubTests.Watch(viewer, ParkingSystem.PrivateCamera)));
        await using var stranger = await system.ConnectAsync("cameras", Protocol.Json, another);
        await HubErrors.HasCodeAsync("forbidden", HubErrors.FirstAsync(CamerasHubTests.Watch(stranger, ParkingSystem.PrivateCamera)));
        using var http = system.Http(another);
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/cameras/{ParkingSystem.PrivateCamera}/snapshot.jpg")).IsProblem(403, "forbidden");
    }

    private static async Task<HttpAnswer> IssueAsync(HttpClient admin, string body)
    {
        var answer = await HttpAnswer.SendAsync(admin, HttpMethod.Post, "/api/v1/tokens", body);
        Assert.True((int)answer.Status == 200, answer.Text);
        return answer;
    }

    private static string Entry(string sensor, string? location = null, string level = "upper") =>
        $$"""{"id":"{{Guid.NewGuid():n}}","sensorId":"{{sensor}}","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","kind":"entry"{{(location is null ? "" : $",\"location\":\"{location}\",\"level\":\"{level}\"")}}}""";

    private static string Reading(string? location, string sensor = "s", string level = "upper") => $$"""{"readings":[{{Entry(sensor, location, level)}}]}""";

    private static string? Outcome(HttpAnswer answer) => answer.Json.GetProperty("results")[0].GetProperty("outcome").GetString();

    private static async Task ToTheEndAsync<T>(IAsyncEnumerator<T> stream)
    {
        while (await stream.MoveNextAsync())
        {
        }
    }

    private static Task<Exception?> Closed(HubConnection connection)
    {
        var closed = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.Closed += error =>
        {
            closed.TrySetResult(error);
            return Task.CompletedTask;
        };
        return closed.Task;
    }
}
