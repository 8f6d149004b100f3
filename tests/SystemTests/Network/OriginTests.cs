using System.Net;
using System.Net.WebSockets;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Network;

/// <summary>Connections to hubs are held to the same origins as HTTP.</summary>
public sealed class OriginTests
{
    [Fact]
    public async Task Only_pages_of_the_origins_that_are_listed_and_the_gateways_own_connect_to_hubs()
    {
        await using var system = new StandaloneSystem("--no-demo") { Variables = { ["Gateway__CorsOrigins__0"] = "https://app.example" } };
        await system.StartAsync();
        var own = system.Address.GetLeftPart(UriPartial.Authority);
        foreach (var hub in new[] { "parking", "cameras" })
        {
            foreach (var origin in new[] { null, own, own.ToUpperInvariant(), "https://app.example", "https://APP.example:443" })
            {
                Assert.True(await UpgradeAsync(system.Address, hub, origin) == HttpStatusCode.SwitchingProtocols, $"{origin} is refused.");
                Assert.Equal(HttpStatusCode.OK, (await NegotiateAsync(system.Address, hub, origin)).StatusCode);
            }

            foreach (var origin in new[] { "https://evil.example", "http://app.example", "https://app.example:8443", $"{own}0", "null", "https://app.example.evil.example" })
            {
                Assert.True(await UpgradeAsync(system.Address, hub, origin) == HttpStatusCode.Forbidden, $"{origin} is not refused.");
                using var refused = await NegotiateAsync(system.Address, hub, origin);
                Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
                Assert.Contains("\"forbidden-origin\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                Assert.False(refused.Headers.Contains("WWW-Authenticate"), "No token would help.");
            }
        }
    }

    /// <summary>A proxy's headers count only when the proxy is trusted.</summary>
    [Theory]
    [InlineData("127.0.0.0/8", HttpStatusCode.SwitchingProtocols)]
    [InlineData("192.0.2.0/24", HttpStatusCode.Forbidden)]
    public async Task Behind_a_proxy_that_ends_TLS_the_own_origin_is_what_the_proxy_says(string trusted, HttpStatusCode status)
    {
        await using var system = new StandaloneSystem("--no-demo", "--Gateway:CorsOrigins:0=https://app.example", $"--Gateway:TrustedProxies:0={trusted}");
        await system.StartAsync();
        var address = new UriBuilder(system.Address) { Host = "127.0.0.1" }.Uri;
        (string, string)[] forwarded = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "parking.example"), ("X-Forwarded-For", "192.0.2.9")];
        Assert.Equal(status, await UpgradeAsync(address, "parking", "https://parking.example", forwarded));
        Assert.Equal(HttpStatusCode.Forbidden, await UpgradeAsync(address, "parking", "https://evil.example", forwarded));
    }

    [Fact]
    public async Task With_no_origins_listed_every_page_connects()
    {
        await using var system = new StandaloneSystem("--no-demo");
        await system.StartAsync();
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await UpgradeAsync(system.Address, "parking", "https://anywhere.example"));
    }

    private static async Task<HttpStatusCode> UpgradeAsync(Uri address, string hub, string? origin, params (string Name, string Value)[] more)
    {
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        foreach (var (name, value) in more)
            socket.Options.SetRequestHeader(name, value);
        using var deadline = new CancellationTokenSource(Child.Timeout);
        try
        {
            await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = $"/hubs/{hub}" }.Uri, deadline.Token);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            // The status shows the result.
        }

        return socket.HttpStatusCode;
    }

    private static async Task<HttpResponseMessage> NegotiateAsync(Uri address, string hub, string? origin)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hubs/{hub}/negotiate?negotiateVersion=1");
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await http.SendAsync(request);
    }
}
