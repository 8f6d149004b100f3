using LiveParking.Gateway.Cameras;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveParking.GatewayTests.Cameras;

/// <summary>The options of a viewer, over real connections.</summary>
[Collection(ViewersCollection.Name)]
public sealed class WatchRequestTests(ViewersSystem viewers)
{
    public static TheoryData<Protocol> Protocols { get; } = new(Protocol.Json, Protocol.MessagePack);

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_rate_or_quality_that_is_none_gets_a_clear_error_and_a_high_rate_is_bounded(Protocol protocol)
    {
        await using var viewer = await viewers.System.ConnectAsync("cameras", protocol);
        foreach (var options in new[] { new WatchOptions(MaxFps: 0), new WatchOptions(MaxFps: -1), new WatchOptions("best"), new WatchOptions("") })
            await RefusedAsync(viewer, options);
        object[] odd = protocol == Protocol.Json
            ? [new { maxFps = "NaN" }, new { maxFps = "fast" }, new { quality = 7 }, new { acks = "yes" }]
            // JSON has no such numbers.
            : [new WatchOptions(MaxFps: double.NaN), new WatchOptions(MaxFps: double.PositiveInfinity), new WatchOptions(MaxFps: double.NegativeInfinity)];
        foreach (var options in odd)
            await RefusedAsync(viewer, options);

        Assert.NotNull(await Eventually.WithinAsync(HubErrors.FirstAsync(
            CamerasHubTests.Watch(viewer, ViewersSystem.Usual, new WatchOptions(MaxFps: 10_000)))));
    }

    [Fact]
    public async Task No_more_frames_come_than_were_asked_for()
    {
        await using var watched = new WatchedFrames(
            await viewers.System.ConnectAsync("cameras", Protocol.MessagePack), ViewersSystem.Usual, new WatchOptions(MaxFps: 8));
        await Eventually.HoldsAsync(() => watched.All.Count >= 24, "24 frames came");

        // By the times of their captures and in the middle, so that no stall of the machine on the way counts: 100 or 133 ms.
        var captured = watched.All.Select(frame => frame.CapturedAt).ToList();
        var between = captured.Skip(1).Zip(captured, (later, earlier) => later - earlier).Order().ToList();
        Assert.True(between[between.Count / 2] >= 85, $"Every {between[between.Count / 2]} ms a frame, though 8 a second were asked for.");
    }

    [Fact]
    public async Task Sixteen_cameras_go_on_when_more_are_asked_for()
    {
        await using var viewer = await viewers.System.ConnectAsync("cameras", Protocol.MessagePack);
        await using var other = await viewers.System.ConnectAsync("cameras", Protocol.MessagePack);
        using var stop = new CancellationTokenSource();
        await using var first = CamerasHubTests.Watch(viewer, ViewersSystem.Usual, null, stop.Token).GetAsyncEnumerator();
        Assert.True(await Eventually.WithinAsync(first.MoveNextAsync().AsTask()));

        // 20 cameras by 4 calls each: 15 watches begin, and stay open though their cameras are offline.
        var calls = Enumerable.Range(0, 80)
            .Select(i => HubErrors.FirstAsync(CamerasHubTests.Watch(viewer, $"spare-{i % ViewersSystem.Spares}", null, stop.Token)))
            .ToList();
        await Eventually.HoldsAsync(() => calls.Count(call => call.IsFaulted) == 65, "the others were refused");
        var codes = calls.Where(call => call.IsFaulted).Select(call => call.Exception!.InnerException!.Message).ToList();
        Assert.Equal(20, codes.Count(code => code.Contains("HubException: too-many-watches: ", StringComparison.Ordinal)));
        Assert.Equal(45, codes.Count(code => code.Contains("HubException: already-watching: ", StringComparison.Ordinal)));
        for (var i = 0; i < 10; i++)
            Assert.True(await Eventually.WithinAsync(first.MoveNextAsync().AsTask()));
        Assert.NotNull(await Eventually.WithinAsync(HubErrors.FirstAsync(CamerasHubTests.Watch(other, ViewersSystem.Usual))));
        await stop.CancelAsync();
        await Eventually.HoldsAsync(() => calls.All(call => call.IsCompleted), "all watches ended");
    }

    [Fact]
    public async Task A_connection_of_an_operator_watches_a_wall_of_cameras()
    {
        await using var wall = await viewers.System.ConnectAsync("cameras", Protocol.MessagePack, viewers.System.Token(Role.Operator, "*"));
        using var stop = new CancellationTokenSource();
        // More than the 16 of everyone else. They stay open though their cameras are offline.
        var watches = Enumerable.Range(0, ViewersSystem.Spares)
            .Select(i => HubErrors.FirstAsync(CamerasHubTests.Watch(wall, $"spare-{i}", null, stop.Token)))
            .ToList();
        // A second watch of each is refused because of the first: it runs.
        var seconds = Enumerable.Range(0, ViewersSystem.Spares)
            .Select(i => HubErrors.FirstAsync(CamerasHubTests.Watch(wall, $"spare-{i}", null, stop.Token)))
            .ToList();
        await Eventually.HoldsAsync(() => seconds.Concat(watches).Count(watch => watch.IsFaulted) == ViewersSystem.Spares, "one of two was refused");
        Assert.All(
            seconds.Concat(watches).Where(watch => watch.IsFaulted),
            watch => Assert.Contains("HubException: already-watching: ", watch.Exception!.InnerException!.Message, StringComparison.Ordinal));
        await stop.CancelAsync();
        await Eventually.HoldsAsync(() => watches.All(watch => watch.IsCompleted), "all watches ended");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_watch_that_takes_over_begins_on_the_rung_that_it_names(Protocol protocol)
    {
        foreach (var (word, rung) in new[] { ("high", CameraRung.High), ("medium", CameraRung.Medium) })
        {
            await using var viewer = await viewers.System.ConnectAsync("cameras", protocol);
            var first = await HubErrors.FirstAsync(CamerasHubTests.Watch(viewer, ViewersSystem.Usual, new WatchOptions(Acks: true, StartRung: word)));
            Assert.Equal(rung, first.Rung);
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Odd_acknowledgements_harm_nobody(Protocol protocol)
    {
        await using var viewer = await viewers.System.ConnectAsync("cameras", protocol);
        await using var other = new WatchedFrames(
            await viewers.System.ConnectAsync("cameras", Protocol.MessagePack), ViewersSystem.Usual, new WatchOptions("low", Acks: true));
        await using var frames = CamerasHubTests.Watch(viewer, ViewersSystem.Usual, new WatchOptions("low", Acks: true)).GetAsyncEnumerator();
        var last = long.MinValue;
        for (var i = 0; i < 20; i++)
        {
            Assert.True(await Eventually.WithinAsync(frames.MoveNextAsync().AsTask()));
            Assert.True(frames.Current.Sequence > last, "A number went back.");
            last = frames.Current.Sequence;
            foreach (var sequence in new[] { -1, long.MinValue, 0, last - 1, last + 1_000_000, long.MaxValue, last })
                await viewer.InvokeAsync("AckFrame", ViewersSystem.Usual, sequence);
            await viewer.InvokeAsync("AckFrame", ViewersSystem.Large, last);
            await viewer.InvokeAsync("AckFrame", "nowhere", last);
        }

        var before = other.All.Count;
        await Eventually.HoldsAsync(() => other.All.Count >= before + 10, "the other viewer goes on");
    }

    private static async Task RefusedAsync(HubConnection viewer, object options) =>
        await HubErrors.HasCodeAsync("invalid-request", HubErrors.FirstAsync(viewer.StreamAsync<object>("WatchCamera", ViewersSystem.Usual, options)));
}
