using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.Parking;
using LiveParking.GatewayTests.Parking;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.GatewayTests.Cameras;

[Collection(ParkingCollection.Name)]
public sealed class CamerasHubTests(ParkingSystem system)
{
    public static TheoryData<Protocol> Protocols { get; } = new(Protocol.Json, Protocol.MessagePack);

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_viewer_gets_pictures_and_is_told_how_the_camera_is(Protocol protocol)
    {
        await using var viewer = await system.ConnectAsync("cameras", protocol);
        var statuses = ParkingHubTests.Record<CameraStatus>(viewer, "CameraStatusChanged");
        var frames = await TakeAsync(Watch(viewer, ParkingSystem.PublicCamera), 20);

        Assert.All(frames, frame =>
        {
            Assert.Equal((ParkingSystem.PublicCamera, CameraRung.High, 640, 360, "image/jpeg"), (frame.CameraId, frame.Rung, frame.Width, frame.Height, frame.ContentType));
            Assert.Equal([0xff, 0xd8], frame.Data[..2]);
            Assert.Equal([0xff, 0xd9], frame.Data[^2..]);
        });
        var sequences = frames.Select(frame => frame.Sequence).ToList();
        Assert.Equal(sequences.Distinct().Order(), sequences);
        await Eventually.HoldsAsync(() => !statuses.IsEmpty, "the camera's status was told");
        Assert.All(statuses, status => Assert.Equal(ParkingSystem.PublicCamera, status.Id));
    }

    [Fact]
    public async Task A_location_names_its_first_camera_and_rungs_differ()
    {
        await using var viewer = await system.ConnectAsync("cameras", Protocol.MessagePack);
        var low = await HubErrors.FirstAsync(Watch(viewer, ParkingSystem.CameraSite, new WatchOptions("low")));
        Assert.Equal((ParkingSystem.PublicCamera, CameraRung.Low, 320), (low.CameraId, low.Rung, low.Width));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Errors_carry_a_code(Protocol protocol)
    {
        await using var viewer = await system.ConnectAsync("cameras", protocol);
        await Refused("unknown-camera", "nowhere");
        await Refused("invalid-request", "No Slug");
        await Refused("invalid-request", null);
        await Refused("invalid-request", ParkingSystem.PublicCamera, new WatchOptions("ultra"));
        await Refused("invalid-request", ParkingSystem.PublicCamera, new WatchOptions(MaxFps: 0));
        await Refused("unauthorized", ParkingSystem.PrivateCamera);
        await HubErrors.HasCodeAsync("invalid-request", HubErrors.FirstAsync(viewer.StreamAsync<CameraFrame>("WatchCamera")));
        await HubErrors.HasCodeAsync("invalid-request", HubErrors.FirstAsync(viewer.StreamAsync<CameraFrame>("WatchCamera", 7, null)));
        await HubErrors.HasCodeAsync("invalid-request", HubErrors.FirstAsync(viewer.StreamAsync<CameraFrame>("WatchCamera", "gate", "high")));
        await HubErrors.HasCodeAsync("invalid-request", viewer.InvokeAsync("AckFrame", "No Slug", 1L));
        await HubErrors.HasCodeAsync("invalid-request", viewer.InvokeAsync("AckFrame", "gate", "one"));

        Task Refused(string code, string? camera, WatchOptions? options = null) =>
            HubErrors.HasCodeAsync(code, HubErrors.FirstAsync(Watch(viewer, camera, options)));
    }

    [Theory]
    [InlineData(Role.Viewer, ParkingSystem.CameraSite, null)]
    [InlineData(Role.Operator, ParkingSystem.CameraSite, null)]
    [InlineData(Role.Admin, "*", null)]
    [InlineData(Role.Viewer, "elsewhere", "forbidden")]
    [InlineData(Role.Sensor, ParkingSystem.CameraSite, "forbidden")]
    public async Task A_camera_that_is_not_public_needs_a_token_with_its_location(Role role, string location, string? code)
    {
        await using var viewer = await system.ConnectAsync("cameras", Protocol.MessagePack, system.Token(role, location));
        var first = HubErrors.FirstAsync(Watch(viewer, ParkingSystem.PrivateCamera));
        if (code is null)
            Assert.Equal(ParkingSystem.PrivateCamera, (await Eventually.WithinAsync(first)).CameraId);
        else
            await HubErrors.HasCodeAsync(code, first);
    }

    [Fact]
    public async Task A_camera_is_watched_once_a_connection_and_can_be_watched_again_afterwards()
    {
        await using var viewer = await system.ConnectAsync("cameras");
        using var stop = new CancellationTokenSource();
        await using var frames = Watch(viewer, ParkingSystem.PublicCamera, null, stop.Token).GetAsyncEnumerator();
        Assert.True(await Eventually.WithinAsync(frames.MoveNextAsync().AsTask()));
        await HubErrors.HasCodeAsync("already-watching", HubErrors.FirstAsync(Watch(viewer, ParkingSystem.PublicCamera)));
        await HubErrors.HasCodeAsync("already-watching", HubErrors.FirstAsync(Watch(viewer, ParkingSystem.CameraSite)));
        await stop.CancelAsync();

        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    await HubErrors.FirstAsync(Watch(viewer, ParkingSystem.PublicCamera));
                    return true;
                }
                catch (Microsoft.AspNetCore.SignalR.HubException error) when (error.Message.Contains("already-watching", StringComparison.Ordinal))
                {
                    return false;
                }
            },
            "the camera can be watched again");
    }

    [Fact]
    public async Task All_viewers_share_one_feed_which_is_freed_when_they_are_gone()
    {
        var frames = system.Services.GetRequiredService<FrameFeeds>();
        var locations = system.Services.GetRequiredService<LocationFeeds>();
        await Eventually.HoldsAsync(() => frames.Count == 0 && locations.Count == 0, "no feeds are left of other tests");
        var viewers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => system.ConnectAsync("cameras", Protocol.MessagePack)));
        await Task.WhenAll(viewers.Select(viewer => TakeAsync(Watch(viewer, ParkingSystem.PublicCamera), 5)));
        Assert.Equal(1, frames.Count);
        Assert.Equal(1, locations.Count);
        foreach (var viewer in viewers)
            await viewer.DisposeAsync();
        await Eventually.HoldsAsync(() => frames.Count == 0 && locations.Count == 0, "the feeds were freed");
    }

    [Fact]
    public async Task A_viewer_that_said_it_acknowledges_and_does_not_gets_two_frames_and_more_after_an_acknowledgement()
    {
        await using var viewer = await system.ConnectAsync("cameras", Protocol.MessagePack);
        await using var witness = await system.ConnectAsync("cameras", Protocol.MessagePack);
        var frames = new System.Collections.Concurrent.ConcurrentQueue<CameraFrame>();
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            await foreach (var frame in Watch(viewer, ParkingSystem.PublicCamera, new WatchOptions(Acks: true), stop.Token))
                frames.Enqueue(frame);
        });
        await TakeAsync(Watch(witness, ParkingSystem.PublicCamera), 60);
        await Eventually.HoldsAsync(() => frames.Count == 2, "two frames arrived");

        await viewer.InvokeAsync("AckFrame", ParkingSystem.PublicCamera, frames.Last().Sequence);
        await Eventually.HoldsAsync(() => frames.Count > 2, "more frames arrived");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.WithinAsync(reading));
    }

    [Fact]
    public async Task A_viewer_that_acknowledges_gets_every_frame_and_its_calls_pass_the_running_stream()
    {
        await using var viewer = await system.ConnectAsync("cameras", Protocol.MessagePack);
        var count = 0;
        await foreach (var frame in Watch(viewer, ParkingSystem.CameraSite, new WatchOptions(Acks: true)))
        {
            await Eventually.WithinAsync(viewer.InvokeAsync("AckFrame", ParkingSystem.CameraSite, frame.Sequence));
            if (++count == 60)
                break;
        }

        Assert.Equal(60, count);
    }

    [Fact]
    public async Task A_connection_may_run_more_streams_than_parallel_calls()
    {
        await using var viewer = await system.ConnectAsync("cameras", Protocol.MessagePack, system.Token(Role.Viewer, "*"));
        await using var one = Watch(viewer, ParkingSystem.PublicCamera).GetAsyncEnumerator();
        await using var two = Watch(viewer, ParkingSystem.PrivateCamera).GetAsyncEnumerator();
        Assert.True(await Eventually.WithinAsync(one.MoveNextAsync().AsTask()));
        Assert.True(await Eventually.WithinAsync(two.MoveNextAsync().AsTask()));
        await Eventually.WithinAsync(Task.WhenAll(Enumerable.Range(0, 50).Select(_ => viewer.InvokeAsync("AckFrame", "gate", 1L))));
    }

    [Fact]
    public async Task Watching_a_camera_that_is_offline_stays_open_and_says_why()
    {
        await using var viewer = await system.ConnectAsync("cameras");
        var statuses = ParkingHubTests.Record<CameraStatus>(viewer, "CameraStatusChanged");
        var first = HubErrors.FirstAsync(Watch(viewer, ParkingSystem.BrokenCamera));
        await Eventually.HoldsAsync(() => statuses.Any(status => status is { State: CameraState.Offline, Reason: not null }), "the reason was told");
        Assert.False(first.IsCompleted);
    }

    internal static IAsyncEnumerable<CameraFrame> Watch(
        HubConnection viewer, string? camera, WatchOptions? options = null, CancellationToken cancellationToken = default) =>
        viewer.StreamAsync<CameraFrame>("WatchCamera", camera, options, cancellationToken);

    internal static async Task<List<CameraFrame>> TakeAsync(IAsyncEnumerable<CameraFrame> frames, int count)
    {
        using var timeout = new CancellationTokenSource(Eventually.Timeout);
        var taken = new List<CameraFrame>();
        await foreach (var frame in frames.WithCancellation(timeout.Token))
        {
            taken.Add(frame);
            if (taken.Count == count)
                break;
        }

        return taken;
    }
}
