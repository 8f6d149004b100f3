using LiveParking.Gateway.Access;
using LiveParking.GatewayTests.Api;
using LiveParking.GatewayTests.Cameras;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveParking.GatewayTests.Limits;

public sealed class LimitTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly ParkingSystem _system = new(options =>
    {
        options.HubCallsPerSecond = 1;
        options.HubCallBurst = 5;
        options.WatchesPerConnection = 1;
        options.LocationsPerConnection = 1;
        options.TokenFailuresPerMinute = 3;
        options.ConcurrentMjpegStreams = 1;
        options.HubMessageBytes = 4096;
        options.CorsOrigins.Add("https://app.example");
    });

    public Task InitializeAsync() => _system.InitializeAsync();

    public Task DisposeAsync() => _system.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task What_is_too_much_is_refused_and_harms_nobody()
    {
        await CallsAsync();
        await LocationsAsync();
        await WatchesAsync();
        await MessagesAsync();
        await TokensAsync();
        await StreamsAsync();
        await OriginsAsync();
    }

    private async Task CallsAsync()
    {
        await using var phone = await _system.ConnectAsync("parking");
        for (var i = 0; i < 5; i++)
            await phone.InvokeAsync("UnsubscribeFromParking", "a");
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    await phone.InvokeAsync("UnsubscribeFromParking", "a");
                    return false;
                }
                catch (Microsoft.AspNetCore.SignalR.HubException error)
                {
                    return error.Message.Contains("too-many-requests: ", StringComparison.Ordinal);
                }
            },
            "the limit was reached");
        await using var other = await _system.ConnectAsync("parking");
        await other.InvokeAsync("UnsubscribeFromParking", "a");

        // Acknowledgements have a limit of their own.
        await using var viewer = await _system.ConnectAsync("cameras");
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => viewer.InvokeAsync("AckFrame", "gate", (long)i)));
    }

    private async Task LocationsAsync()
    {
        var (one, two) = (await _system.NewLocationAsync(), await _system.NewLocationAsync());
        await using var phone = await _system.ConnectAsync("parking");
        await phone.InvokeAsync<LocationStatus>("SubscribeToParking", one);
        await HubErrors.HasCodeAsync("too-many-locations", phone.InvokeAsync("SubscribeToParking", two));
        await phone.InvokeAsync("UnsubscribeFromParking", one);
        await phone.InvokeAsync<LocationStatus>("SubscribeToParking", two);
    }

    private async Task WatchesAsync()
    {
        await using var viewer = await _system.ConnectAsync("cameras", Protocol.MessagePack, _system.Token(Role.Viewer, "*"));
        await using var frames = CamerasHubTests.Watch(viewer, ParkingSystem.PublicCamera).GetAsyncEnumerator();
        Assert.True(await Eventually.WithinAsync(frames.MoveNextAsync().AsTask()));
        await HubErrors.HasCodeAsync("too-many-watches", HubErrors.FirstAsync(CamerasHubTests.Watch(viewer, ParkingSystem.PrivateCamera)));
    }

    private async Task MessagesAsync()
    {
        await using var phone = _system.Hub("parking", Protocol.Json);
        var closed = new TaskCompletionSource();
        phone.Closed += _ =>
        {
            closed.SetResult();
            return Task.CompletedTask;
        };
        await phone.StartAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => Eventually.WithinAsync(phone.InvokeAsync("SubscribeToParking", new string('x', 5000))));
        await Eventually.WithinAsync(closed.Task);
    }

    private async Task TokensAsync()
    {
        using var stranger = _system.Http("rubbish");
        for (var i = 0; i < 3; i++)
            (await HttpAnswer.SendAsync(stranger, HttpMethod.Get, "/api/v1/locations")).IsProblem(401, "unauthorized");
        var answer = (await HttpAnswer.SendAsync(stranger, HttpMethod.Get, "/api/v1/locations")).IsProblem(429, "too-many-requests");
        Assert.NotNull(answer.Response.Headers.RetryAfter);
        using var friend = _system.Http(_system.Token(Role.Viewer, "*"));
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(friend, HttpMethod.Get, "/api/v1/locations")).Status);
    }

    private async Task StreamsAsync()
    {
        using var http = _system.Http();
        var path = new Uri("/api/v1/cameras/gate/stream.mjpg", UriKind.Relative);
        using (await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead))
            (await HttpAnswer.SendAsync(http, HttpMethod.Get, path.ToString())).IsProblem(429, "too-many-requests");
        await Eventually.HoldsAsync(
            async () =>
            {
                using var again = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
                return (int)again.StatusCode == 200;
            },
            "a stream that ended makes room");
    }

    private async Task OriginsAsync()
    {
        foreach (var (origin, allowed) in new[] { ("https://app.example", true), ("https://evil.example", false) })
        {
            using var http = _system.Http();
            http.DefaultRequestHeaders.Add("Origin", origin);
            var answer = await HttpAnswer.SendAsync(http, HttpMethod.Get, "/health/live");
            Assert.Equal(allowed, answer.Response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }
}
