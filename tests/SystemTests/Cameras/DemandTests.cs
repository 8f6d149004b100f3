using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Hubs;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Cameras;

/// <summary>Unwatched cameras are neither captured nor encoded; <c>/metrics</c> proves it.</summary>
[Collection(OneSiteSuite.Name)]
public sealed class DemandTests(OneSite site)
{
    private const string Captured = "liveparking_cameras_captured_total";
    private const string Encoded = "liveparking_cameras_encoded_total";
    private const string PassedThrough = "liveparking_cameras_passed_through_total";

    [Fact]
    public async Task One_watches_the_low_rung_of_one_camera_and_nothing_else_is_captured_or_encoded()
    {
        const string watched = "mjpeg";
        const string other = "clip";
        await IdleAsync();
        var before = await Metrics.ReadAsync(site.System.Management);
        await using (var reader = MjpegReader.Open(site.System.Address, watched, "quality=low"))
            await Eventually.HoldsAsync(() => reader.Pictures >= 60, "pictures of the low rung came");
        var during = await Metrics.ReadAsync(site.System.Management);
        await IdleAsync();

        Assert.True(Grown(Encoded, watched, "low") >= 50, during.Lines("liveparking_cameras"));
        Assert.Equal(0, Grown(Encoded, watched, "medium"));
        Assert.Equal(0, Grown(Encoded, watched, "high"));
        Assert.Equal(0, Grown(PassedThrough, watched, "high"));
        Assert.Equal(0, Grown(Captured, other));
        Assert.Equal(0, Grown(Encoded, other));

        double Grown(string name, string camera, string? rung = null)
        {
            string[] labels = rung is null ? [$"camera=\"{camera}\""] : [$"camera=\"{camera}\"", $"rung=\"{rung}\""];
            return during.Sum(name, labels) - before.Sum(name, labels);
        }
    }

    private Task IdleAsync() => Eventually.HoldsAsync(
        async () => (await site.System.Operator.ReadAsync("/api/v1/cameras")).EnumerateArray().Select(CameraView.From)
            .All(camera => camera.State == "idle" || camera.Id is not ("clip" or "mjpeg")),
        "both cameras are idle");
}
