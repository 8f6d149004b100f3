using System.Diagnostics;
using System.Text.Json;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Hubs;
using LiveParking.SystemTests.Processes;
using LiveParking.SystemTests.Video;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Cameras;

/// <summary>
/// A camera whose server goes away, hangs or repeats one picture reports that to its viewers at once, and recovers by itself. No viewer loses its
/// connection during that time, over a hub or as MJPEG.
/// </summary>
[Collection(OneSiteSuite.Name)]
public sealed class LostSourceTests(OneSite site, ITestOutputHelper log)
{
    /// <summary>When a camera without frames is offline, and one with the same frames frozen; and what a busy machine may add.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(OneSite.FrozenAfter + 20);

    [Fact]
    public Task An_RTSP_camera_is_offline_while_its_server_is_killed_and_live_again_by_itself() =>
        LoseAndFindAsync("rtsp", site.Rtsp.KillAsync, site.Rtsp.StartAsync, RtspServer.Password);

    [Fact]
    public Task An_RTSP_camera_is_offline_while_its_server_hangs_and_live_again_by_itself() =>
        LoseAndFindAsync("rtsp", Now(site.Rtsp.Stop), Now(site.Rtsp.Continue), RtspServer.Password);

    [Fact]
    public async Task A_camera_that_repeats_one_picture_is_frozen_until_the_picture_moves()
    {
        try
        {
            await LoseAndFindAsync("mjpeg", Now(() => site.Mjpeg.IsStill = true), Now(() => site.Mjpeg.IsStill = false), MjpegServer.Password, "frozen");
        }
        finally
        {
            site.Mjpeg.IsStill = false;
        }
    }

    [Fact]
    public async Task An_MJPEG_camera_is_offline_while_its_server_is_away_and_live_again_by_itself()
    {
        await LoseAndFindAsync("mjpeg", site.Mjpeg.StopAsync, site.Mjpeg.StartAsync, MjpegServer.Password);
        Assert.Equal(1, site.Mjpeg.MaxReaders);
    }

    private static Func<Task> Now(Action act) => () =>
    {
        act();
        return Task.CompletedTask;
    };

    private async Task LoseAndFindAsync(string camera, Func<Task> lose, Func<Task> restore, string password, string lostState = "offline")
    {
        await using var player = MjpegReader.Open(site.System.Address, camera, "quality=low");
        await using var phone = await StockPhone.ConnectAsync(site.System.Address, "messagepack");
        await phone.WatchAsync(camera);
        var first = await phone.FrameAsync(IsOfCamera);
        await phone.EventAsync("CameraStatusChanged", Is("live"));
        await phone.FrameAsync(frame => IsOfCamera(frame) && Number(frame) >= Number(first) + 20);

        var before = phone.Messages.Count;
        var lost = Stopwatch.GetTimestamp();
        await lose();
        var offline = CameraView.From(await phone.EventAsync("CameraStatusChanged", Is(lostState), before));
        var took = Stopwatch.GetElapsedTime(lost);
        log.WriteLine($"{camera}: {lostState} after {took.TotalSeconds:0.0} s: {offline.Reason}");
        Assert.True(took < Latest, $"{lostState} after {took.TotalSeconds:0.0} s");
        Assert.NotEmpty(offline.Reason);
        Assert.DoesNotContain(password, offline.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", offline.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("/lot", offline.Reason, StringComparison.Ordinal);
        Assert.Equal(lostState, (await site.System.Operator.ReadAsync($"/api/v1/cameras/{camera}")).GetProperty("state").GetString());

        var away = phone.Messages.Count;
        var newest = phone.Messages.Where(message => message.TryGetProperty("frame", out _)).Max(message => Number(message.GetProperty("frame")));
        var played = player.Newest;
        var restored = Stopwatch.GetTimestamp();
        await restore();
        await phone.EventAsync("CameraStatusChanged", Is("live"), away);
        await phone.FrameAsync(frame => IsOfCamera(frame) && Number(frame) >= newest + 20, away);
        log.WriteLine($"{camera}: live again {Stopwatch.GetElapsedTime(restored).TotalSeconds:0.0} s after its server.");
        Assert.DoesNotContain(phone.Messages, message => message.TryGetProperty("watchEnded", out _));
        await Eventually.HoldsAsync(() => player.Newest > played + 20, "the MJPEG stream goes on");
        Assert.True(played > 0 && player.IsOpen, "The MJPEG stream ended.");

        bool IsOfCamera(JsonElement frame) => frame.GetProperty("cameraId").GetString() == camera && frame.GetProperty("whole").GetBoolean();

        Func<JsonElement, bool> Is(string state) => status => CameraView.From(status) is var view && view.Id == camera && view.State == state;
    }

    private static long Number(JsonElement frame) => frame.GetProperty("sequence").GetInt64();
}
