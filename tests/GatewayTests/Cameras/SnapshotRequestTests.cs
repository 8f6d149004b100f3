using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.GatewayTests.Cameras;

public sealed class SnapshotRequestTests
{
    private static readonly DateTimeOffset Asked = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, CameraRung.High, 2)]
    [InlineData("auto", "0", CameraRung.High, 0)]
    [InlineData("low", "0.25", CameraRung.Low, 0.25)]
    [InlineData("medium", "60", CameraRung.Medium, 60)]
    internal void What_is_asked_for_is_understood(string? quality, string? maxAge, CameraRung rung, double seconds) =>
        Assert.Equal(new SnapshotRequest(rung, TimeSpan.FromSeconds(seconds)), SnapshotRequest.From(quality, maxAge));

    [Theory]
    [InlineData(null, "")]
    [InlineData(null, "-1")]
    [InlineData(null, "60.1")]
    [InlineData(null, "1e1")]
    [InlineData(null, "NaN")]
    [InlineData(null, "Infinity")]
    [InlineData(null, "1,2")]
    [InlineData(null, "soon")]
    [InlineData("best", null)]
    [InlineData("", null)]
    [InlineData("LOW", null)]
    public void What_is_not_allowed_is_refused_by_its_name(string? quality, string? maxAge)
    {
        var fault = Assert.Throws<ApiException>(() => SnapshotRequest.From(quality, maxAge)).Error;
        Assert.Equal((400, maxAge is null ? "quality" : "maxAge"), (fault.Status, fault.Field));
    }

    [Theory]
    [InlineData(2, -1.9, 0, false, true)]
    [InlineData(2, -2.1, 0, false, false)]
    [InlineData(2, -0.5, 1, true, true)]
    [InlineData(0, -0.1, 0, false, false)]
    [InlineData(0, -0.1, 0.1, true, false)]
    [InlineData(0, 0.1, 0.2, false, true)]
    [InlineData(0, 0.1, 0.2, true, true)]
    [InlineData(60, -59, 0, false, true)]
    [InlineData(0.5, -0.4, 0.2, true, false)]
    public void A_picture_is_judged_by_its_age_when_the_clocks_agree(double maxAge, double captured, double now, bool isNew, bool accepted) =>
        Assert.Equal(accepted, Accept(maxAge, captured, now, isNew));

    [Theory]
    [InlineData(2, -3600, 0, false, false)]
    [InlineData(2, -3600, 0.1, true, true)]
    [InlineData(2, 3600, 0, false, false)]
    [InlineData(2, 3600, 0.1, true, true)]
    [InlineData(0, 3600, 0.1, true, false)]
    [InlineData(0, 3600, 1.1, true, true)]
    [InlineData(0, -3600, 0.1, true, false)]
    [InlineData(0, -3600, 1.1, true, true)]
    [InlineData(0, -3600, 1.1, false, false)]
    public void Where_the_clocks_differ_only_a_picture_that_came_meanwhile_will_do(double maxAge, double captured, double now, bool isNew, bool accepted) =>
        Assert.Equal(accepted, Accept(maxAge, captured, now, isNew));

    [Theory]
    [InlineData(2, -3, 0, false, false)]
    [InlineData(2, -2.9, 0.1, true, false)]
    [InlineData(2, -1.9, 1.1, true, true)]
    [InlineData(2, -1.9, 1.1, false, false)]
    [InlineData(0.5, -1.9, 1.1, true, true)]
    [InlineData(0, -2.9, 0.1, true, false)]
    [InlineData(0, -1.9, 1.1, true, true)]
    [InlineData(2, 3, 0, false, false)]
    [InlineData(2, 3.1, 0.1, true, true)]
    [InlineData(0, 3.1, 0.1, true, false)]
    [InlineData(0, 4.1, 1.1, true, true)]
    public void Clocks_that_differ_by_three_seconds_cost_a_second_at_most(double maxAge, double captured, double now, bool isNew, bool accepted) =>
        Assert.Equal(accepted, Accept(maxAge, captured, now, isNew));

    /// <summary>All times are seconds after the request.</summary>
    private static bool Accept(double maxAge, double captured, double now, bool isNew) =>
        new SnapshotRequest(CameraRung.High, TimeSpan.FromSeconds(maxAge))
            .Accept(Asked.AddSeconds(captured), Asked, Asked.AddSeconds(now), isNew);
}
