using System.Net;
using System.Text;
using LiveParking.Gateway.Access;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Tokens;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveParking.GatewayTests.Access;

[Collection(ParkingCollection.Name)]
public sealed class AccessTests(ParkingSystem system)
{
    [Theory]
    [InlineData(null, null, 401, 401, 401)]
    [InlineData(Role.Viewer, "*", 403, 403, 403)]
    [InlineData(Role.Sensor, "*", 200, 403, 403)]
    [InlineData(Role.Sensor, "here", 200, 403, 403)]
    [InlineData(Role.Sensor, "elsewhere", 403, 403, 403)]
    [InlineData(Role.Operator, "*", 200, 200, 403)]
    [InlineData(Role.Operator, "here", 200, 200, 403)]
    [InlineData(Role.Operator, "elsewhere", 403, 403, 403)]
    [InlineData(Role.Admin, "here", 200, 200, 204)]
    [InlineData(Role.Admin, "elsewhere", 403, 403, 403)]
    public async Task Who_may_write_what(Role? role, string? location, int readings, int settings, int removal)
    {
        var id = await system.NewLocationAsync();
        using var http = system.Http(role is null ? null : system.Token(role.Value, location == "here" ? id : location!, "also-there"));
        var body = $$"""{"readings":[{"id":"1","sensorId":"s","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","kind":"entry"}]}""";
        await Expect(readings, HttpMethod.Post, $"/api/v1/locations/{id}/levels/upper/readings", body);
        await Expect(settings, HttpMethod.Put, $"/api/v1/locations/{id}", """{"name":"Site"}""");
        await Expect(settings, HttpMethod.Put, $"/api/v1/locations/{id}/levels/lower", """{"name":"Lower","counting":"count","capacity":{"standard":5}}""");
        await Expect(removal, HttpMethod.Delete, $"/api/v1/locations/{id}/levels/lower");
        await Expect(removal, HttpMethod.Delete, $"/api/v1/locations/{id}");

        async Task Expect(int status, HttpMethod method, string path, string? json = null)
        {
            var answer = await HttpAnswer.SendAsync(http, method, path, json);
            Assert.True(status == (int)answer.Status, $"{method} {path}: {(int)answer.Status} {answer.Text}");
            if (status is not (401 or 403))
                return;
            answer.IsProblem(status, status == 401 ? "unauthorized" : "forbidden");
            Assert.StartsWith("Bearer", answer.Response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_that_is_not_good_is_refused_even_where_none_is_needed()
    {
        using var others = new TempFolder();
        var foreign = new TokenIssuer(others.Path, TimeProvider.System).Issue(Role.Admin, [], TimeSpan.FromHours(1));
        var expired = system.Token(Role.Admin, TimeSpan.FromMinutes(-1), "*");
        var good = system.Token(Role.Admin, "*");
        var parts = good.Split('.');
        var unsigned = $"{Base64("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.";
        var altered = $"{parts[0]}.{Base64(Encoding.UTF8.GetString(FromBase64(parts[1])).Replace("admin", "king", StringComparison.Ordinal))}.{parts[2]}";

        foreach (var (token, detail) in new[]
        {
            (expired, "expired"), (foreign, "key that is not"), (altered, "signature"), (unsigned, ""), ("rubbish", "not a token"), ("a.b.c", ""),
        })
        {
            using var http = system.Http(token);
            foreach (var path in new[] { "/api/v1/locations", "/api/v1/cameras/gate", "/health/live" })
            {
                var answer = (await HttpAnswer.SendAsync(http, HttpMethod.Get, path)).IsProblem(401, "unauthorized");
                Assert.Contains(detail, answer.Text, StringComparison.Ordinal);
                Assert.Contains("invalid_token", answer.Response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
            }

            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => system.ConnectAsync("parking", token: token));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var basic = system.Http();
        basic.DefaultRequestHeaders.Add("Authorization", "Basic dXNlcjpwYXNz");
        (await HttpAnswer.SendAsync(basic, HttpMethod.Get, "/api/v1/locations")).IsProblem(401, "unauthorized");
    }

    [Fact]
    public async Task A_token_counts_in_the_address_of_hubs_and_media_only()
    {
        using var http = system.Http();
        var token = system.Token(Role.Operator, "*");
        (await HttpAnswer.SendAsync(http, HttpMethod.Put, $"/api/v1/locations/x?access_token={token}", """{"name":"x"}""")).IsProblem(401, "unauthorized");
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/cameras/{ParkingSystem.PrivateCamera}/snapshot.jpg")).IsProblem(401, "unauthorized");
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/cameras/{ParkingSystem.PrivateCamera}/stream.mjpg")).IsProblem(401, "unauthorized");
        (await HttpAnswer.SendAsync(
            http, HttpMethod.Get, $"/api/v1/cameras/{ParkingSystem.PrivateCamera}/snapshot.jpg?access_token={system.Token(Role.Viewer, "elsewhere")}"))
            .IsProblem(403, "forbidden");
        var picture = await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/cameras/{ParkingSystem.PrivateCamera}/snapshot.jpg?access_token={token}");
        Assert.Equal((200, "image/jpeg"), ((int)picture.Status, picture.MediaType));
    }

    [Fact]
    public async Task A_connection_ends_when_its_token_expires()
    {
        await using var phone = system.Hub("parking", Protocol.Json, system.Token(Role.Viewer, TimeSpan.FromSeconds(4), "*"));
        var closed = new TaskCompletionSource();
        phone.Closed += _ =>
        {
            closed.SetResult();
            return Task.CompletedTask;
        };
        await Eventually.WithinAsync(phone.StartAsync());
        await phone.InvokeAsync<LocationStatus>("SubscribeToParking", ParkingSystem.CameraSite);
        await Eventually.WithinAsync(closed.Task);
    }

    [Fact]
    public async Task Tokens_do_not_appear_in_logs()
    {
        var token = system.Token(Role.Viewer, "*");
        var expired = system.Token(Role.Viewer, TimeSpan.FromMinutes(-1), "*");
        using var http = system.Http();
        await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/cameras/{ParkingSystem.PrivateCamera}/snapshot.jpg?access_token={token}");
        await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/cameras/{ParkingSystem.PrivateCamera}/snapshot.jpg?access_token={expired}");
        await using (await system.ConnectAsync("parking", token: token))
        {
        }

        Assert.DoesNotContain(system.Logs.Entries, entry =>
            entry.Text.Contains(token, StringComparison.Ordinal) || entry.Text.Contains(expired, StringComparison.Ordinal)
            || entry.Text.Contains("access_token", StringComparison.Ordinal));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] FromBase64(string text)
    {
        text = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(text.PadRight(text.Length + (4 - text.Length % 4) % 4, '='));
    }
}
