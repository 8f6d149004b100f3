using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net;
using System.Text;
using LiveParking.Gateway.Access;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.GatewayTests.Limits;

/// <summary>Requests that must not stay uncounted: spellings of one token, broken calls over many connections, and requests that are refused anyway.</summary>
public sealed class RefusedRequestTests(RefusedRequestTests.Server server) : IClassFixture<RefusedRequestTests.Server>
{
    private const string Locations = "/api/v1/locations";
    private static readonly IPAddress Proxy = LocalAddress.Of(901);

    [Fact]
    [Trait("Hole", "2")]
    public async Task Spellings_of_one_token_are_one_client()
    {
        var token = server.System.Token(Role.Viewer, "*");
        using var http = Http(LocalAddress.Of(101));
        var sent = 0;
        await UntilRefusedAsync(() =>
        {
            var number = Interlocked.Increment(ref sent);
            var space = string.Concat(Enumerable.Range(0, 12).Select(bit => (number >> bit & 1) == 0 ? '\f' : '\v'));
            return SendAsync(http, Locations, ("Authorization", $"Bearer {token}{space}"));
        });
        using var other = Http(LocalAddress.Of(101), server.System.Token(Role.Viewer, "elsewhere"));
        Assert.Equal(200, (int)(await SendAsync(other, Locations)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer other")]
    [Trait("Hole", "2")]
    public async Task A_second_Authorization_header_is_refused(string second)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.System.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/parking?access_token=.1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {server.System.Token(Role.Viewer, "*")}\r\n"
            + $"Authorization: {second}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var answer = await Eventually.WithinAsync(reader.ReadToEndAsync());
        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
        Assert.Contains("one Authorization header", answer, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task Broken_hub_calls_count_for_all_connections_of_an_address_or_token()
    {
        var address = LocalAddress.Of(111);
        List<HubConnection> connections = [];
        try
        {
            // Each connection stays far below its own limit.
            await Eventually.HoldsAsync(
                async () =>
                {
                    connections.Add(await ConnectAsync(address));
                    var codes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => BrokenCallAsync(connections[^1])));
                    return codes.Contains("too-many-requests");
                },
                "a broken call is refused on a connection that made few");

            // Valid calls are served there, and other clients are not affected.
            await connections[^1].InvokeAsync("UnsubscribeFromParking", "a");
            connections.Add(await ConnectAsync(LocalAddress.Of(112)));
            Assert.Equal("invalid-request", await BrokenCallAsync(connections[^1]));
            connections.Add(await ConnectAsync(address, server.System.Token(Role.Viewer, "*", "calls")));
            Assert.Equal("invalid-request", await BrokenCallAsync(connections[^1]));
        }
        finally
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task Refused_tokens_count_as_requests_of_their_address()
    {
        using var http = Http(LocalAddress.Of(121), "rubbish");
        await UntilRefusedAsync(() => SendAsync(http, Locations));
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task Hub_requests_of_forbidden_origins_count()
    {
        using var http = Http(LocalAddress.Of(122));
        await UntilRefusedAsync(() => SendAsync(http, "/hubs/parking", ("Origin", "https://evil.example")));
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task Preflights_count()
    {
        using var http = Http(LocalAddress.Of(123));
        var headers = new Dictionary<string, string> { ["Origin"] = "https://app.example", ["Access-Control-Request-Method"] = "PUT" };
        Assert.Equal(204, (int)(await HttpAnswer.SendAsync(http, HttpMethod.Options, Locations, headers: headers)).Status);
        await UntilRefusedAsync(() => HttpAnswer.SendAsync(http, HttpMethod.Options, Locations, headers: headers));
        // A page can read that it sends too much.
        var refused = await UntilRefusedAsync(() => SendAsync(http, Locations, ("Origin", "https://app.example")));
        Assert.Equal("https://app.example", Assert.Single(refused.Response.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task A_proxy_that_is_not_named_is_logged_once()
    {
        using var trusted = Http(Proxy);
        using var unknown = Http(LocalAddress.Of(131));
        await SendAsync(trusted, Locations, ("X-Forwarded-For", "203.0.113.1"));
        Assert.Empty(Warnings());
        await SendAsync(unknown, Locations, ("X-Forwarded-For", "203.0.113.1"));
        await SendAsync(unknown, Locations, ("X-Forwarded-For", "203.0.113.2"));
        Assert.Contains(LocalAddress.Of(131).ToString(), Assert.Single(Warnings()), StringComparison.Ordinal);

        IReadOnlyList<string> Warnings() =>
            [.. server.System.Logs.Entries.Select(entry => entry.Text).Where(text => text.Contains("Gateway:TrustedProxies", StringComparison.Ordinal))];
    }

    [Fact]
    public void The_systemd_unit_names_the_proxy_on_its_host()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Top, "deploy", "systemd", "live-parking.service"));
        Assert.Contains("Environment=Gateway__TrustedProxies__0=127.0.0.1", lines);
        Assert.Contains("Environment=Gateway__TrustedProxies__1=::1", lines);
    }

    private static async Task<string> BrokenCallAsync(HubConnection connection)
    {
        var error = await Assert.ThrowsAsync<HubException>(() => Eventually.WithinAsync(connection.InvokeAsync("NoSuchMethod")));
        return error.Message.Contains("too-many-requests: ", StringComparison.Ordinal) ? "too-many-requests"
            : error.Message.Contains("invalid-request: ", StringComparison.Ordinal) ? "invalid-request" : error.Message;
    }

    private static Task<HttpAnswer> SendAsync(HttpClient client, string path, params (string Name, string Value)[] headers) =>
        HttpAnswer.SendAsync(client, HttpMethod.Get, path, headers: headers.ToDictionary(header => header.Name, header => header.Value));

    /// <summary>Sends twenty at a time: the long run of one a second does not keep up.</summary>
    private static async Task<HttpAnswer> UntilRefusedAsync(Func<Task<HttpAnswer>> send)
    {
        HttpAnswer? refused = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => send()));
                refused = answers.FirstOrDefault(answer => answer.Status == HttpStatusCode.TooManyRequests);
                return refused is not null;
            },
            "a request is refused");
        return refused!.IsProblem(429, "too-many-requests");
    }

    private HttpClient Http(IPAddress from, string? token = null)
    {
        var client = new HttpClient(LocalAddress.Handler(from)) { BaseAddress = server.System.Address, Timeout = Eventually.Timeout };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private async Task<HubConnection> ConnectAsync(IPAddress from, string? token = null)
    {
        var connection = new HubConnectionBuilder().WithUrl(new Uri(server.System.Address, "/hubs/parking"), options =>
        {
            LocalAddress.Use(options, from);
            if (token is not null)
                options.AccessTokenProvider = () => Task.FromResult<string?>(token);
        }).AddJsonProtocol(options => WireJson.Apply(options.PayloadSerializerOptions)).Build();
        await Eventually.WithinAsync(connection.StartAsync());
        return connection;
    }

    /// <summary>The gateway of these tests. Each test uses separate addresses.</summary>
    public sealed class Server : IAsyncLifetime, IAsyncDisposable
    {
        internal ParkingSystem System { get; } = new(options =>
        {
            options.RequestsPerSecondOfAddress = 1;
            options.RequestBurstOfAddress = 60;
            options.RequestsPerSecondOfToken = 1;
            options.RequestBurstOfToken = 60;
            options.TokenFailuresPerMinute = 100_000;
            options.BrokenCallsPerSecondOfClient = 1;
            options.BrokenCallBurstOfClient = 20;
            options.CorsOrigins.Add("https://app.example");
            options.TrustedProxies.Add(Proxy.ToString());
        });

        public Task InitializeAsync() => System.InitializeAsync();

        public Task DisposeAsync() => System.DisposeAsync();

        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }
}
