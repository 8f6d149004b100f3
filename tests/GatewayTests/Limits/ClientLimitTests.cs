using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Net;
using LiveParking.Gateway.Access;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Testing;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.GatewayTests.Limits;

/// <summary>Limits of one address or token, over the wire, from several addresses. Each test uses separate addresses.</summary>
public sealed class ClientLimitTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Locations = "/api/v1/locations";
    private static readonly IPAddress Proxy = LocalAddress.Of(900);

    private readonly ParkingSystem _system = new(options =>
    {
        options.RequestsPerSecondOfAddress = 1;
        options.RequestBurstOfAddress = 60;
        options.RequestsPerSecondOfToken = 1;
        options.RequestBurstOfToken = 60;
        options.ConnectionsPerAddress = 3;
        options.ConnectionsPerToken = 2;
        options.ConcurrentMjpegStreams = 5;
        options.MjpegStreamsPerClient = 2;
        options.ConcurrentSnapshots = 5;
        options.SnapshotsPerClient = 2;
        options.HubCallsPerSecond = 1;
        options.HubCallBurst = 5;
        options.TrustedProxies.Add(Proxy.ToString());
        options.TrustedProxies.Add("192.0.2.0/24");
    });

    public Task InitializeAsync() => _system.InitializeAsync();

    public Task DisposeAsync() => _system.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    [Trait("Hole", "2")]
    public async Task An_address_that_sends_too_many_requests_gets_429_while_others_and_tokens_are_served()
    {
        using var flooding = Http(LocalAddress.Of(1));
        var refused = await UntilRefusedAsync(flooding);
        Assert.True(refused.Response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));

        using var other = Http(LocalAddress.Of(2));
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(other, HttpMethod.Get, Locations)).Status);
        // A token counts by itself, also from the address that floods.
        using var known = Http(LocalAddress.Of(1), _system.Token(Role.Viewer, "*"));
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(known, HttpMethod.Get, Locations)).Status);
        // Probes from that address are answered.
        await UntilRefusedAsync(flooding);
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(flooding, HttpMethod.Get, "/health/live")).Status);
        // Health is limited, too.
        await UntilRefusedAsync(flooding, path: "/health/live");
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task A_token_that_sends_too_many_requests_gets_429_from_every_address_while_other_tokens_are_served()
    {
        var token = _system.Token(Role.Viewer, "*");
        using var one = Http(LocalAddress.Of(11), token);
        using var two = Http(LocalAddress.Of(12), token);
        await Eventually.HoldsAsync(
            async () =>
            {
                await UntilRefusedAsync(one);
                return (await HttpAnswer.SendAsync(two, HttpMethod.Get, Locations)).Status == HttpStatusCode.TooManyRequests;
            },
            "the token is refused from another address");
        using var other = Http(LocalAddress.Of(11), _system.Token(Role.Viewer, "*", "somewhere"));
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(other, HttpMethod.Get, Locations)).Status);
        using var nobody = Http(LocalAddress.Of(11));
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(nobody, HttpMethod.Get, Locations)).Status);
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task Forwarded_addresses_count_from_trusted_proxies_only()
    {
        using var proxy = Http(Proxy);
        await UntilRefusedAsync(proxy, "203.0.113.7");
        Assert.Equal(200, await StatusAsync(proxy, "203.0.113.8"));
        // The part of the header that the client itself wrote before the proxy's entry does not count.
        await UntilRefusedAsync(proxy, "203.0.113.9, 203.0.113.7");
        // A chain of trusted proxies leads to the client.
        await UntilRefusedAsync(proxy, "203.0.113.7, 192.0.2.1");
        Assert.Equal(200, await StatusAsync(proxy, "203.0.113.10, 192.0.2.1"));

        // IPv6 counts by /64.
        await UntilRefusedAsync(proxy, "2001:db8::1");
        await UntilRefusedAsync(proxy, "2001:db8::ffff:2");
        Assert.Equal(200, await StatusAsync(proxy, "2001:db8:0:1::1"));

        // Any other client is counted by its source address, whatever its headers claim.
        using var liar = Http(LocalAddress.Of(21));
        var said = 0;
        await Eventually.HoldsAsync(async () => await StatusAsync(liar, $"198.51.100.{++said % 250}") == 429, "the liar is refused");
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task Hub_connections_are_limited_per_address_over_any_transport_and_separately_per_token()
    {
        var crowded = LocalAddress.Of(31);
        await using var socket = await ConnectAsync(crowded, HttpTransportType.WebSockets);
        await using var events = await ConnectAsync(crowded, HttpTransportType.ServerSentEvents);
        var polling = await ConnectAsync(crowded, HttpTransportType.LongPolling);

        using var http = Http(crowded);
        var refused = (await HttpAnswer.SendAsync(http, HttpMethod.Post, "/hubs/parking/negotiate?negotiateVersion=1")).IsProblem(429, "too-many-requests");
        Assert.NotNull(refused.Response.Headers.RetryAfter);
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(crowded, HttpTransportType.WebSockets));
        Assert.Equal(HttpStatusCode.TooManyRequests, error.StatusCode);
        // Without negotiation.
        var direct = await Assert.ThrowsAsync<WebSocketException>(
            () => LocalAddress.ConnectAsync(crowded, new Uri(_system.Address, "/hubs/cameras"), null, CancellationToken.None));
        Assert.Contains("429", direct.Message, StringComparison.Ordinal);

        await using var other = await ConnectAsync(LocalAddress.Of(32), HttpTransportType.WebSockets);
        var token = _system.Token(Role.Viewer, "*");
        await using var first = await ConnectAsync(crowded, HttpTransportType.WebSockets, token);
        await using var second = await ConnectAsync(LocalAddress.Of(33), HttpTransportType.WebSockets, token);
        error = await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(LocalAddress.Of(34), HttpTransportType.WebSockets, token));
        Assert.Equal(HttpStatusCode.TooManyRequests, error.StatusCode);

        await polling.DisposeAsync();
        await Eventually.HoldsAsync(
            async () => (await HttpAnswer.SendAsync(http, HttpMethod.Post, "/hubs/parking/negotiate?negotiateVersion=1")).Status == HttpStatusCode.OK,
            "a connection that ended makes room");
    }

    [Fact]
    public async Task A_connection_and_the_one_that_takes_over_from_it_count_once()
    {
        var crowded = LocalAddress.Of(81);
        var old = await OpenHubAsync(crowded, "phone-1");
        using var second = await OpenHubAsync(crowded, "phone-2");
        using var third = await OpenHubAsync(crowded, "phone-3");
        await Assert.ThrowsAsync<WebSocketException>(() => OpenHubAsync(crowded, "phone-4"));
        using var next = await OpenHubAsync(crowded, "phone-1");
        // A third one of that name does not, nor does one without a name or from elsewhere in the gateway.
        await Assert.ThrowsAsync<WebSocketException>(() => OpenHubAsync(crowded, "phone-1"));
        await Assert.ThrowsAsync<WebSocketException>(() => OpenHubAsync(crowded, "Not-A-Name"));
        await Assert.ThrowsAsync<WebSocketException>(() => OpenHubAsync(crowded, "phone-1", "cameras"));

        old.Abort();
        old.Dispose();
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    using var again = await OpenHubAsync(crowded, "phone-1");
                    return true;
                }
                catch (WebSocketException)
                {
                    return false;
                }
            },
            "the new connection can be taken over from in its turn");
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task Negotiations_count_before_their_connections_come()
    {
        using var http = Http(LocalAddress.Of(41));
        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (int)(await HttpAnswer.SendAsync(http, HttpMethod.Post, "/hubs/parking/negotiate?negotiateVersion=1")).Status);
        (await HttpAnswer.SendAsync(http, HttpMethod.Post, "/hubs/parking/negotiate?negotiateVersion=1")).IsProblem(429, "too-many-requests");
        // A request with an unknown connection id does not take the place of a negotiated connection.
        var unknown = await HttpAnswer.SendAsync(
            http, HttpMethod.Get, "/hubs/parking?id=made-up", headers: new Dictionary<string, string> { ["Accept"] = "text/event-stream" });
        Assert.Equal(404, (int)unknown.Status);
        (await HttpAnswer.SendAsync(http, HttpMethod.Post, "/hubs/parking/negotiate?negotiateVersion=1")).IsProblem(429, "too-many-requests");
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task One_client_can_not_take_all_streams_and_snapshots()
    {
        using var greedy = Http(LocalAddress.Of(51));
        using var other = Http(LocalAddress.Of(52));
        using var third = Http(LocalAddress.Of(53));
        using var known = Http(LocalAddress.Of(51), _system.Token(Role.Viewer, "*"));
        List<HttpResponseMessage> open = [];
        try
        {
            open.Add(await OpenAsync(greedy));
            open.Add(await OpenAsync(greedy));
            (await HttpAnswer.SendAsync(greedy, HttpMethod.Get, "/api/v1/cameras/gate/stream.mjpg")).IsProblem(429, "too-many-requests");
            open.Add(await OpenAsync(known));
            open.Add(await OpenAsync(other));
            open.Add(await OpenAsync(other));
            // Five are all.
            (await HttpAnswer.SendAsync(third, HttpMethod.Get, "/api/v1/cameras/gate/stream.mjpg")).IsProblem(429, "too-many-requests");
        }
        finally
        {
            open.ForEach(response => response.Dispose());
        }

        await Eventually.HoldsAsync(
            async () =>
            {
                using var again = await greedy.GetAsync(new Uri("/api/v1/cameras/gate/stream.mjpg", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
                return again.IsSuccessStatusCode;
            },
            "a stream that ended makes room");

        // Each waits for a picture that is captured after the request.
        const string snapshot = "/api/v1/cameras/gate/snapshot.jpg?maxAge=0";
        using var crowd = Http(LocalAddress.Of(54));
        await Eventually.HoldsAsync(
            async () => (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => HttpAnswer.SendAsync(crowd, HttpMethod.Get, snapshot)))).Any(answer =>
                answer.Status == HttpStatusCode.TooManyRequests && answer.Text.Contains("at the same time", StringComparison.Ordinal)),
            "snapshots of one client are refused");
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(third, HttpMethod.Get, snapshot)).Status);
    }

    [Theory]
    [InlineData(HttpTransportType.LongPolling)]
    [InlineData(HttpTransportType.WebSockets)]
    public async Task A_take_over_that_is_negotiated_counts_once(HttpTransportType transport)
    {
        var crowded = LocalAddress.Of(82 + (int)transport);
        var old = await ConnectAsync(crowded, transport, name: "phone-1");
        using var second = await OpenHubAsync(crowded, "phone-2");
        using var third = await OpenHubAsync(crowded, "phone-3");
        await using var next = await ConnectAsync(crowded, transport, name: "phone-1");
        await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(crowded, transport, name: "phone-4"));
        await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(crowded, transport, name: "phone-1"));

        await old.DisposeAsync();
        await next.InvokeAsync("UnsubscribeFromParking", "a");
        await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(crowded, transport, name: "phone-4"));
        HubConnection? again = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    again = await ConnectAsync(crowded, transport, name: "phone-1");
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the next one takes over in its turn");
        await again!.DisposeAsync();
    }

    [Theory]
    [InlineData("NoSuchMethod")]
    [InlineData("UnsubscribeFromParking")]
    [Trait("Hole", "2")]
    public async Task Calls_that_can_not_be_read_count_and_a_client_that_goes_on_is_disconnected(string method)
    {
        await using var broken = await _system.ConnectAsync("parking");
        var closed = new TaskCompletionSource();
        broken.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        List<string> codes = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    // One argument is a text; these are three.
                    await broken.InvokeAsync(method, 1, 2, 3);
                }
                catch (HubException error)
                {
                    codes.Add(error.Message);
                }
                catch (Exception)
                {
                    // The call was in flight when the connection ended.
                    await Eventually.WithinAsync(closed.Task);
                }

                return closed.Task.IsCompleted;
            },
            "the connection was closed");
        Assert.Contains("invalid-request: ", codes[0], StringComparison.Ordinal);
        Assert.Contains(codes, code => code.Contains("too-many-requests: ", StringComparison.Ordinal));

        // Broken calls are taken from the same budget as the others.
        await using var mixed = await _system.ConnectAsync("parking");
        await Eventually.HoldsAsync(
            async () =>
            {
                await Assert.ThrowsAsync<HubException>(() => mixed.InvokeAsync("NoSuchMethod"));
                try
                {
                    await mixed.InvokeAsync("UnsubscribeFromParking", "a");
                    return false;
                }
                catch (HubException error)
                {
                    return error.Message.Contains("too-many-requests: ", StringComparison.Ordinal);
                }
            },
            "a call that can be read is refused, too");

        await using var other = await _system.ConnectAsync("parking");
        await other.InvokeAsync("UnsubscribeFromParking", "a");
    }

    private HttpClient Http(IPAddress from, string? token = null)
    {
        var client = new HttpClient(LocalAddress.Handler(from)) { BaseAddress = _system.Address, Timeout = Eventually.Timeout };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private async Task<HubConnection> ConnectAsync(IPAddress from, HttpTransportType transport, string? token = null, string? name = null)
    {
        var address = new Uri(_system.Address, name is null ? "/hubs/parking" : $"/hubs/parking?client={name}");
        var connection = new HubConnectionBuilder().WithUrl(address, transport, options =>
        {
            LocalAddress.Use(options, from);
            if (token is not null)
                options.AccessTokenProvider = () => Task.FromResult<string?>(token);
        }).AddJsonProtocol(options => WireJson.Apply(options.PayloadSerializerOptions)).Build();
        try
        {
            await Eventually.WithinAsync(connection.StartAsync());
            return connection;
        }
        catch (Exception)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A WebSocket without negotiation, with a name of the client.</summary>
    private Task<ClientWebSocket> OpenHubAsync(IPAddress from, string name, string hub = "parking") =>
        LocalAddress.ConnectAsync(from, new Uri(_system.Address, $"/hubs/{hub}?client={name}"), null, CancellationToken.None);

    private static async Task<HttpResponseMessage> OpenAsync(HttpClient client) => (await client.GetAsync(
        new Uri("/api/v1/cameras/gate/stream.mjpg", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();

    private static async Task<int> StatusAsync(HttpClient client, string? forwardedFor) => (int)(await SendAsync(client, Locations, forwardedFor)).Status;

    private static Task<HttpAnswer> SendAsync(HttpClient client, string path, string? forwardedFor) => HttpAnswer.SendAsync(
        client, HttpMethod.Get, path, headers: forwardedFor is null ? null : new Dictionary<string, string> { ["X-Forwarded-For"] = forwardedFor });

    /// <summary>Sends requests until one is refused, twenty at a time: the long run of one a second does not keep up.</summary>
    private static async Task<HttpAnswer> UntilRefusedAsync(HttpClient client, string? forwardedFor = null, string path = Locations)
    {
        HttpAnswer? refused = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(client, path, forwardedFor)));
                refused = answers.FirstOrDefault(answer => answer.Status == HttpStatusCode.TooManyRequests);
                return refused is not null;
            },
            "a request is refused");
        return refused!.IsProblem(429, "too-many-requests");
    }
}
