using LiveParking.Gateway.Access;
using LiveParking.Grains.Interfaces.Access;
using Microsoft.Extensions.Logging;

namespace LiveParking.GatewayTests.Api;

/// <content>What the HTTP server makes of requests before, or instead of, the gateway's own code.</content>
public sealed partial class BadInputTests
{
    [Fact]
    public async Task A_body_that_is_too_long_and_does_not_say_so_before_leaves_no_error_in_the_log()
    {
        var target = await TargetAsync("reading");
        using var connection = new SocketsHttpHandler { MaxConnectionsPerServer = 1 };
        using var http = new HttpClient(connection) { BaseAddress = system.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", system.Token(Role.Admin, "*"));
        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(target.Method, target.Path) { Content = new ByteArrayContent(new byte[1_500_000]) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.TransferEncodingChunked = true;
            using var response = await http.SendAsync(request);
            Assert.Equal(413, (int)response.StatusCode);
            // The next request on the connection comes after what is left of this one.
            Assert.Equal(200, (int)(await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{target.Location}")).Status);
        }

        Assert.DoesNotContain(
            system.Logs.Entries,
            entry => entry.Level >= LogLevel.Error && entry.Category.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal));
    }

    /// <summary>The statements of docs/api.md about requests that never reach the gateway's own code.</summary>
    [Theory]
    [InlineData("GET", "/api/v1/locations/%00", 400)]
    [InlineData("POST", "/api/v1/uplinks/BAD%00", 400)]
    [InlineData("GET", "/api/v1/locations/{long}", 414)]
    public async Task What_the_server_refuses_before_it_has_a_request_closes_the_connection(string method, string path, int status)
    {
        using var http = system.Http(system.Token(Role.Admin, "*"));
        var answer = await HttpAnswer.SendAsync(http, HttpMethod.Parse(method), path.Replace("{long}", new string('x', 20_000), StringComparison.Ordinal));
        Assert.Equal((status, "", true), ((int)answer.Status, answer.Text, answer.Response.Headers.ConnectionClose));
    }
}
