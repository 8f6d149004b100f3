using System.Net;
using System.Text.Json;
using LiveParking.GatewayTests.Api;
using LiveParking.GatewayTests.Cameras;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace LiveParking.GatewayTests.Access;

/// <summary>Every change stands in the audit trail with its author.</summary>
public sealed class AuditApiTests(ParkingSystem system) : IClassFixture<ParkingSystem>
{
    [Fact]
    public async Task Every_change_over_HTTP_stands_in_the_trail_with_its_author()
    {
        var location = $"site-{Guid.NewGuid():N}"[..24];
        using var all = system.Http(system.Token(Role.Admin, "*"));
        var issued = (await HttpAnswer.SendAsync(all, HttpMethod.Post, "/api/v1/tokens", $$"""{"role":"admin","locations":["{{location}}"],"subject":"dewi"}""")).Json;
        var tokenId = issued.GetProperty("record").GetProperty("id").GetString();
        using var http = system.Http(issued.GetProperty("token").GetString());
        var path = $"/api/v1/locations/{location}";
        const string Level = """{"name":"Upper","counting":"gates","capacity":{"standard":5}}""";

        await Done(HttpMethod.Put, path, """{"name":"First"}""");
        await Done(HttpMethod.Put, path, """{"name":"Second"}""");
        await Done(HttpMethod.Put, $"{path}/levels/upper", Level);
        await Done(HttpMethod.Post, $"{path}/levels/upper/corrections", """{"occupied":3,"reason":"counted by hand"}""");
        await Done(HttpMethod.Delete, $"{path}/levels/upper/corrections");
        await Done(HttpMethod.Delete, $"{path}/levels/upper/history");
        await Done(HttpMethod.Delete, $"{path}/levels/upper");
        await Done(HttpMethod.Delete, path);

        var entries = (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/audit?location={location}")).Json.GetProperty("entries").EnumerateArray().Reverse().ToList();
        Assert.Equal(
            [
                "location.configure", "location.configure", "level.configure", "correction.add", "corrections.remove", "history.remove", "level.remove", "location.remove",
            ],
            entries.Select(entry => Text(entry, "action")));
        Assert.All(entries, entry =>
        {
            Assert.Equal(("dewi", "admin", tokenId), (Text(entry, "subject"), Text(entry, "role"), Text(entry, "tokenId")));
            Assert.Equal((location, "done"), (Text(entry, "locationId"), Text(entry, "outcome")));
            Assert.True(IPAddress.IsLoopback(IPAddress.Parse(Text(entry, "address")!)));
            Assert.True(entry.GetProperty("endedAt").GetDateTimeOffset() >= entry.GetProperty("at").GetDateTimeOffset());
        });
        Assert.False(entries[0].TryGetProperty("before", out _));
        Assert.Equal(("First", "Second"), (entries[1].GetProperty("before").GetProperty("name").GetString(), entries[1].GetProperty("after").GetProperty("name").GetString()));
        Assert.Equal("upper", Text(entries[2], "target"));
        Assert.Equal(5, entries[2].GetProperty("after").GetProperty("capacity").GetProperty("standard").GetInt32());
        Assert.Equal((0, 3, "counted by hand"), (
            entries[3].GetProperty("before").GetProperty("occupied").GetInt32(), entries[3].GetProperty("after").GetProperty("after").GetInt32(),
            entries[3].GetProperty("after").GetProperty("reason").GetString()));
        Assert.Equal(1, entries[4].GetProperty("before").GetProperty("corrections").GetInt32());
        Assert.Equal("Upper", entries[6].GetProperty("before").GetProperty("name").GetString());
        Assert.False(entries[7].TryGetProperty("after", out _));

        // What a token was issued for stands among the entries of the system, and never the token.
        var system_ = (await HttpAnswer.SendAsync(all, HttpMethod.Get, "/api/v1/audit?action=token&limit=1000"));
        Assert.Contains(system_.Json.GetProperty("entries").EnumerateArray(), entry => Text(entry, "action") == "token.issue" && Text(entry, "target") == "dewi");
        Assert.DoesNotContain(issued.GetProperty("token").GetString()!.Split('.')[2], system_.Text, StringComparison.Ordinal);

        async Task Done(HttpMethod method, string address, string? body = null)
        {
            var answer = await HttpAnswer.SendAsync(http, method, address, body);
            Assert.True((int)answer.Status is 200 or 204, $"{method} {address}: {(int)answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task A_refused_change_stands_there_with_the_reason()
    {
        var location = await system.NewLocationAsync();
        using var http = system.Http(system.Token(Role.Operator, location));
        (await HttpAnswer.SendAsync(
            http, HttpMethod.Put, $"/api/v1/locations/{location}", """{"name":"Other"}""", headers: new Dictionary<string, string> { ["If-Match"] = "\"7\"" }))
            .IsProblem(412, "precondition-failed");
        var newest = await NewestAsync(http, location);
        Assert.Equal(("location.configure", "refused", "precondition-failed"), (Text(newest, "action"), Text(newest, "outcome"), Text(newest, "reason")));
    }

    [Fact]
    public async Task A_change_by_a_grain_call_stands_there_too()
    {
        var location = await system.NewLocationAsync();
        using var http = system.Http(system.Token(Role.Operator, location));
        await system.Grains.GetGrain<ILocationGrain>(location).ConfigureAsync(new LocationSettings("By grain"));
        var newest = await NewestAsync(http, location);
        Assert.Equal(("location.configure", "By grain"), (Text(newest, "action"), newest.GetProperty("after").GetProperty("name").GetString()));
        Assert.NotEmpty(Text(newest, "subject")!);
    }

    [Fact]
    public async Task Opening_and_closing_a_camera_stands_there_with_its_silo()
    {
        var location = await system.NewLocationAsync();
        var silo = system.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        var status = new CameraStatus($"cam-of-{location}", location, null, "Cam", CameraState.Idle, TimeProvider.System.GetUtcNow());
        var cameras = system.Grains.GetGrain<ILocationCamerasGrain>(location);
        await cameras.AnnounceCamerasAsync(new CameraAnnouncement(silo, [new AnnouncedCamera(status, IsPublic: true, CameraRung.Medium)]));
        await cameras.AnnounceCamerasAsync(new CameraAnnouncement(silo, [new AnnouncedCamera(status, IsPublic: true, CameraRung.Medium)]));
        await cameras.AnnounceCamerasAsync(new CameraAnnouncement(silo, [new AnnouncedCamera(status, IsPublic: false, CameraRung.Medium)]));
        await cameras.AnnounceCamerasAsync(new CameraAnnouncement(silo, []));
        using var http = system.Http(system.Token(Role.Operator, location));
        var entries = (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/audit?location={location}&action=camera")).Json.GetProperty("entries").EnumerateArray().Reverse().ToList();
        Assert.Equal(3, entries.Count);
        Assert.All(entries, entry => Assert.Equal(($"silo {silo}", status.Id), (Text(entry, "subject"), Text(entry, "target"))));
        Assert.Equal([null, true, false], entries.Select(entry => entry.TryGetProperty("before", out var before) ? before.GetProperty("public").GetBoolean() : (bool?)null));
        Assert.Equal([true, false, null], entries.Select(entry => entry.TryGetProperty("after", out var after) ? after.GetProperty("public").GetBoolean() : (bool?)null));
    }

    [Fact]
    public async Task An_operator_sees_the_entries_of_its_locations_and_nobody_else_sees_any()
    {
        var (mine, other) = (await system.NewLocationAsync(), await system.NewLocationAsync());
        using var manager = system.Http(system.Token(Role.Operator, mine));
        var seen = (await HttpAnswer.SendAsync(manager, HttpMethod.Get, "/api/v1/audit?limit=1000")).Json.GetProperty("entries").EnumerateArray().ToList();
        Assert.NotEmpty(seen);
        Assert.All(seen, entry => Assert.Equal(mine, Text(entry, "locationId")));
        (await HttpAnswer.SendAsync(manager, HttpMethod.Get, $"/api/v1/audit?location={other}")).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(manager, HttpMethod.Get, $"/api/v1/audit/watches?location={other}")).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(manager, HttpMethod.Get, "/api/v1/audit/watches")).IsProblem(400, "invalid-request", "location");
        foreach (var role in new Role?[] { null, Role.Viewer, Role.Sensor })
        {
            using var http = system.Http(role is null ? null : system.Token(role.Value, "*"));
            var (status, code) = role is null ? (401, "unauthorized") : (403, "forbidden");
            (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/audit")).IsProblem(status, code);
            (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/audit/watches?location={mine}")).IsProblem(status, code);
        }
    }

    [Fact]
    public async Task Who_watched_which_camera_from_where_and_how_long_is_recorded()
    {
        using var manager = system.Http(system.Token(Role.Operator, ParkingSystem.CameraSite));
        const string Path = $"/api/v1/audit/watches?location={ParkingSystem.CameraSite}&target={ParkingSystem.PrivateCamera}&limit=1000";
        using var admin = system.Http(system.Token(Role.Admin, "*"));
        var subject = $"guard-{Guid.NewGuid():n}";
        var token = (await HttpAnswer.SendAsync(admin, HttpMethod.Post, "/api/v1/tokens", $$"""{"role":"viewer","subject":"{{subject}}"}""")).Json.GetProperty("token").GetString();
        await using (var viewer = await system.ConnectAsync("cameras", Protocol.MessagePack, token))
        {
            await using var watching = CamerasHubTests.Watch(viewer, ParkingSystem.PrivateCamera).GetAsyncEnumerator();
            Assert.True(await Eventually.WithinAsync(watching.MoveNextAsync().AsTask()));
            await Eventually.HoldsAsync(async () => (await OfAsync("camera.watch")) is [var running] && Text(running, "outcome") == "begun", "the running watch is recorded");
        }

        // Two snapshots of one client are one entry, and so are a watch and a stream that follow each other without a long pause.
        using var http = system.Http(token);
        for (var i = 0; i < 2; i++)
            Assert.Equal(200, (int)(await http.GetAsync(new Uri($"/api/v1/cameras/{ParkingSystem.PrivateCamera}/snapshot.jpg", UriKind.Relative))).StatusCode);
        await using (var stream = await MjpegClient.OpenAsync(system.Http(token), $"/api/v1/cameras/{ParkingSystem.PrivateCamera}/stream.mjpg"))
            await Eventually.HoldsAsync(() => stream.Newest > DateTimeOffset.MinValue, "a picture came");
        await Eventually.HoldsAsync(async () => (await OfAsync("camera.snapshot")).Count == 1, "the snapshots are recorded");
        var left = TimeProvider.System.GetUtcNow();
        await Eventually.HoldsAsync(
            async () => (await OfAsync("camera.watch")) is [var ended] && Text(ended, "outcome") == "done", "the end is recorded");
        var entry = Assert.Single(await OfAsync("camera.watch"));
        Assert.Equal((ParkingSystem.PrivateCamera, "viewer", ParkingSystem.CameraSite), (Text(entry, "target"), Text(entry, "role"), Text(entry, "locationId")));
        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(Text(entry, "address")!)));
        // How long: until the client had the last picture, not until that was recorded.
        Assert.InRange(entry.GetProperty("endedAt").GetDateTimeOffset(), entry.GetProperty("at").GetDateTimeOffset(), left + TimeSpan.FromSeconds(2));

        async Task<List<JsonElement>> OfAsync(string action) =>
            [.. (await HttpAnswer.SendAsync(manager, HttpMethod.Get, $"{Path}&subject={subject}&action={action}")).Json.GetProperty("entries").EnumerateArray()];
    }

    [Fact]
    public async Task Pages_filters_and_forms_hold_the_same_entries()
    {
        var location = await system.NewLocationAsync();
        using var http = system.Http(system.Token(Role.Operator, location));
        for (var i = 0; i < 250; i++)
            await system.Grains.GetGrain<ILocationGrain>(location).ConfigureAsync(new LocationSettings(i == 7 ? "=1+1,\"x\"" : $"Name {i}"));
        List<string> paged = [];
        for (string? next = ""; next is not null;)
        {
            var page = (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/audit?location={location}&action=location.configure&limit=60{(next.Length > 0 ? $"&after={next}" : "")}")).Json;
            paged.AddRange(page.GetProperty("entries").EnumerateArray().Select(entry => Text(entry, "id")!));
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }

        Assert.Equal(251, paged.Count);
        Assert.Equal(paged.Count, paged.Distinct().Count());
        var lines = (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/audit?location={location}&action=location&limit=1000&format=ndjson")).Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!);
        Assert.Equal(paged, lines);
        var csv = await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/audit?location={location}&action=location&limit=1000&format=csv");
        Assert.Equal("text/csv", csv.MediaType);
        Assert.Equal(paged, csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0]));
        foreach (var wrong in new[] { "limit=0", "limit=1001", "limit=x", "after=%%%", "after=eA", "format=xml", "from=yesterday" })
            (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/audit?{wrong}")).IsProblem(400, "invalid-request", wrong.Split('=')[0]);
    }

    private static async Task<JsonElement> NewestAsync(HttpClient http, string location) =>
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/audit?location={location}&limit=1")).Json.GetProperty("entries")[0];

    private static string? Text(JsonElement entry, string field) => entry.TryGetProperty(field, out var value) ? value.GetString() : null;
}
