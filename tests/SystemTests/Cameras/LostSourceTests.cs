using System.Diagnostics;
using System.Text.Json;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Hubs;
using LiveParking.SystemTests.Video;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Cameras;

/// <summary>A camera whose server goes away says so, and comes back by itself.</summary>
[Collection(OneSiteSuite.Name)]
public sealed class LostSourceTests(OneSite site, ITestOutputHelper log)
{
    [Fact]
    public Task An_RTSP_camera_is_offline_while_its_server_is_killed_and_live_again_by_itself() =>
        LoseAndFindAsync("rtsp", site.Rtsp.KillAsync, site.Rtsp.StartAsync, RtspServer.Password);

    [Fact]
    public async Task An_MJPEG_camera_is_offline_while_its_server_is_away_and_live_again_by_itself()
    {
        await LoseAndFindAsync("mjpeg", site.Mjpeg.StopAsync, StartMjpeg, MjpegServer.Password);
        Assert.Equal(1, site.Mjpeg.MostReaders);

        Task StartMjpeg()
        {
            site.Mjpeg.Start();
            return Task.CompletedTask;
        }
    }

    private async Task LoseAndFindAsync(string camera, Func<Task> lose, Func<Task> restore, string password)
    {
        await using var phone = await StockPhone.ConnectAsync(site.System.Address, "messagepack");
        await phone.WatchAsync(camera);
        var first = await phone.FrameAsync(IsOfCamera);
        await phone.EventAsync("CameraStatusChanged", Is("live"));
        await phone.FrameAsync(frame => IsOfCamera(frame) && Number(frame) >= Number(first) + 20);

        var before = phone.Messages.Count;
        var lost = Stopwatch.GetTimestamp();
        await lose();
        var offline = CameraView.From(await phone.EventAsync("CameraStatusChanged", Is("offline"), before));
        log.WriteLine($"{camera}: offline after {Stopwatch.GetElapsedTime(lost).TotalSeconds:0.0} s: {offline.Reason}");
        Assert.NotEmpty(offline.Reason);
        Assert.DoesNotContain(password, offline.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", offline.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("/lot", offline.Reason, StringComparison.Ordinal);
        Assert.Equal("offline", (await site.System.Operator.ReadAsync($"/api/v1/cameras/{camera}")).GetProperty("state").GetString());

        var away = phone.Messages.Count;
        var newest = phone.Messages.Where(message => message.TryGetProperty("frame", out _)).Max(message => Number(message.GetProperty("frame")));
        var restored = Stopwatch.GetTimestamp();
        await restore();
        await phone.EventAsync("CameraStatusChanged", Is("live"), away);
        await phone.FrameAsync(frame => IsOfCamera(frame) && Number(frame) >= newest + 20, away);
        log.WriteLine($"{camera}: live again {Stopwatch.GetElapsedTime(restored).TotalSeconds:0.0} s after its server.");
        Assert.DoesNotContain(phone.Messages, message => message.TryGetProperty("watchEnded", out _));

        bool IsOfCamera(JsonElement frame) => frame.GetProperty("cameraId").GetString() == camera && frame.GetProperty("whole").GetBoolean();

        Func<JsonElement, bool> Is(string state) => status => CameraView.From(status) is var view && view.Id == camera && view.State == state;
    }

    private static long Number(JsonElement frame) => frame.GetProperty("sequence").GetInt64();
}
