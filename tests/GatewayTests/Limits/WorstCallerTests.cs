using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Net;
using System.Text.Json;
using LiveParking.Gateway.Access;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Testing;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveParking.GatewayTests.Limits;

/// <summary>Limits for a caller whose requests keep failing, whose readings keep being rejected, or whose connections end at once.</summary>
public sealed class WorstCallerTests : IAsyncLifetime, IAsyncDisposable
{
    private const int Burst = 1_000;

    private readonly ParkingSystem _system = new(options =>
    {
        options.FailuresPerSecondOfClient = 1;
        options.FailureBurstOfClient = 5;
        options.RejectedReadingsPerSecondOfClient = 1;
        options.RejectedReadingBurstOfClient = Burst;
        options.ShortConnectionsPerSecondOfClient = 1;
        options.ShortConnectionBurstOfClient = 5;
        options.HubCallsPerSecond = 1;
        options.HubCallBurst = 5;
    });

    public Task InitializeAsync() => _system.InitializeAsync();

    public Task DisposeAsync() => _system.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task Who_fails_again_and_again_waits_for_each_answer_and_nobody_else_does()
    {
        using var failing = Http(LocalAddress.Of(101));
        await Eventually.HoldsAsync(
            async () =>
            {
                var began = Stopwatch.GetTimestamp();
                (await HttpAnswer.SendAsync(failing, HttpMethod.Get, "/api/v1/locations/made-up")).IsProblem(404, "unknown-location");
                return Stopwatch.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(99) && await AreQuickAsync();
            },
            "the answer waits, those of others and good ones do not");

        async Task<bool> AreQuickAsync()
        {
            using var other = Http(LocalAddress.Of(102));
            foreach (var (client, path) in new[] { (other, "/api/v1/locations/made-up"), (failing, "/api/v1/locations") })
            {
                var began = Stopwatch.GetTimestamp();
                await HttpAnswer.SendAsync(client, HttpMethod.Get, path);
                if (Stopwatch.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(99))
                    return false;
            }

            return true;
        }
    }

    [Fact]
    [Trait("Hole", "1")]
    public async Task A_token_of_which_too_many_readings_are_rejected_has_to_wait_and_other_tokens_do_not()
    {
        var location = await _system.NewLocationAsync();
        using var broken = Http(LocalAddress.Of(111), _system.Token(Role.Sensor, "*"));
        using var honest = Http(LocalAddress.Of(111), _system.Token(Role.Sensor, location));
        var invented = JsonSerializer.Serialize(new
        {
            readings = Enumerable.Range(0, Burst).Select(i => Reading($"r{i}", location, level: $"made-up-{i}")),
        });
        var rejected = (await HttpAnswer.SendAsync(broken, HttpMethod.Post, "/api/v1/readings", invented)).RequireOk();
        Assert.All(rejected.Json.GetProperty("results").EnumerateArray(), result => Assert.Equal("rejected", result.GetProperty("outcome").GetString()));

        foreach (var path in new[] { "/api/v1/readings", $"/api/v1/locations/{location}/levels/upper/readings" })
        {
            await Eventually.HoldsAsync(
                async () =>
                {
                    // One rejected reading a second is allowed, so that one request may pass again.
                    var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => HttpAnswer.SendAsync(broken, HttpMethod.Post, path, invented)));
                    return answers.Any(answer => answer.Status == HttpStatusCode.TooManyRequests && answer.Response.Headers.RetryAfter is not null);
                },
                $"readings to {path} are refused");
        }

        var accepted = await HttpAnswer.SendAsync(
            honest, HttpMethod.Post, "/api/v1/readings", JsonSerializer.Serialize(new { readings = new[] { Reading("honest", location, "upper") } }));
        Assert.Equal("accepted", accepted.RequireOk().Json.GetProperty("results")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task A_client_whose_hub_connections_end_at_once_is_refused_more_and_other_clients_are_not()
    {
        var hub = new Uri(_system.Address, "/hubs/parking");
        await Eventually.HoldsAsync(
            async () => (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => IsRefusedAsync()))).Any(isRefused => isRefused),
            "a further connection is refused");
        using var leaver = Http(LocalAddress.Of(121));
        var negotiation = await HttpAnswer.SendAsync(leaver, HttpMethod.Post, "/hubs/parking/negotiate?negotiateVersion=1");
        negotiation.IsProblem(429, "too-many-requests");
        Assert.True(negotiation.Response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        using var other = await LocalAddress.ConnectAsync(LocalAddress.Of(122), hub, null, CancellationToken.None);
        Assert.Equal(WebSocketState.Open, other.State);

        async Task<bool> IsRefusedAsync()
        {
            try
            {
                using var socket = await LocalAddress.ConnectAsync(LocalAddress.Of(121), hub, null, CancellationToken.None);
                return false;
            }
            catch (WebSocketException refused)
            {
                Assert.Contains("429", refused.Message, StringComparison.Ordinal);
                return true;
            }
        }
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task Connections_by_long_polling_that_end_at_once_count_too()
    {
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    await using var polling = new HubConnectionBuilder()
                        .WithUrl(new Uri(_system.Address, "/hubs/parking"), HttpTransportType.LongPolling, options => options.HttpMessageHandlerFactory = _ => LocalAddress.Handler(LocalAddress.Of(131)))
                        .Build();
                    await polling.StartAsync();
                    return false;
                }
                catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    return true;
                }
            },
            "a further connection is refused");
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task A_connection_that_goes_on_with_calls_that_are_refused_is_closed()
    {
        await using var flood = await _system.ConnectAsync("parking");
        var closed = new TaskCompletionSource();
        flood.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    for (var i = 0; i < 200 && flood.State == HubConnectionState.Connected; i++)
                        await flood.SendAsync("UnsubscribeFromParking", "a");
                }
                catch (Exception) when (flood.State != HubConnectionState.Connected)
                {
                    // It was closed in between.
                    await Eventually.WithinAsync(closed.Task);
                }

                return closed.Task.IsCompleted;
            },
            "the connection is closed");
        await using var other = await _system.ConnectAsync("parking");
        await other.InvokeAsync("UnsubscribeFromParking", "a");
    }

    private static object Reading(string id, string location, string level) =>
        new { id, location, level, sensorId = "gate", at = TimeProvider.System.GetUtcNow(), kind = "entry" };

    private HttpClient Http(IPAddress from, string? token = null)
    {
        var client = new HttpClient(LocalAddress.Handler(from)) { BaseAddress = _system.Address, Timeout = Eventually.Timeout };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
