using System.Net;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Hubs;

namespace LiveParking.SystemTests.Cameras;

/// <summary>A camera that can give no picture says why and harms nothing.</summary>
[Collection(OneSiteSuite.Name)]
public sealed class NoPictureTests(OneSite site)
{
    [Theory]
    [InlineData("device", "device 0")]
    [InlineData("scribble", "not a video")]
    [InlineData("missing", "no such file")]
    public async Task It_is_offline_with_a_reason_and_the_rest_goes_on(string camera, string reason)
    {
        await using var phone = await StockPhone.ConnectAsync(site.System.Address, "json");
        await phone.WatchAsync(camera);
        await phone.WatchAsync("clip", new { quality = "low" });
        var status = CameraView.From(await phone.EventAsync(
            "CameraStatusChanged", status => CameraView.From(status) is var view && view.Id == camera && view.State == "offline"));
        Assert.Contains(reason, status.Reason, StringComparison.OrdinalIgnoreCase);

        var snapshot = await site.System.Operator.GetAsync($"/api/v1/cameras/{camera}/snapshot.jpg");
        Assert.Equal("application/problem+json", snapshot.ContentType);
        var problem = snapshot.Require(HttpStatusCode.ServiceUnavailable);
        Assert.Contains(reason, problem.GetProperty("detail").GetString()!, StringComparison.OrdinalIgnoreCase);

        await phone.FrameAsync(frame => frame.GetProperty("cameraId").GetString() == "clip");
        Assert.DoesNotContain(phone.Messages, message => message.TryGetProperty("watchEnded", out _));
        await site.System.Operator.MakeLevelAsync("unharmed", "p1");
    }

    [Fact]
    public async Task A_snapshot_starts_an_idle_camera()
    {
        var picture = await site.System.Operator.GetAsync("/api/v1/cameras/mjpeg/snapshot.jpg");
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (picture.Status, picture.ContentType));
    }
}
