using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.GatewayTests.Cameras;

public sealed class WatchRequestFieldsTests
{
    [Fact]
    public void No_options_mean_auto_which_begins_high() =>
        Assert.Equal(new WatchRequest(null, 60, false), WatchRequest.From(null));

    [Theory]
    [InlineData("low", CameraRung.Low)]
    [InlineData("medium", CameraRung.Medium)]
    [InlineData("high", CameraRung.High)]
    [InlineData("auto", CameraRung.High)]
    public void The_words_of_the_contract_are_understood(string quality, CameraRung first) =>
        Assert.Equal(first, WatchRequest.From(new WatchOptions(quality)).FirstRung);

    [Fact]
    public void A_viewer_that_acknowledges_goes_up_from_low() =>
        Assert.Equal(CameraRung.Low, WatchRequest.From(new WatchOptions(Acks: true)).FirstRung);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_viewer_that_takes_over_begins_on_the_rung_that_it_names(bool acks)
    {
        foreach (var (word, rung) in new[] { ("low", CameraRung.Low), ("medium", CameraRung.Medium), ("high", CameraRung.High) })
        {
            var terms = WatchRequest.From(new WatchOptions("auto", Acks: acks, StartRung: word));
            Assert.Equal((rung, null), (terms.FirstRung, terms.Rung));
        }
    }

    [Fact]
    public void A_quality_that_was_asked_for_goes_before_the_rung_to_begin_with() =>
        Assert.Equal(CameraRung.Low, WatchRequest.From(new WatchOptions("low", StartRung: "high")).FirstRung);

    [Theory]
    [InlineData("auto")]
    [InlineData("High")]
    [InlineData("")]
    public void Another_rung_to_begin_with_is_refused(string rung)
    {
        var fault = Assert.Throws<ApiException>(() => WatchRequest.From(new WatchOptions(StartRung: rung))).Error;
        Assert.Equal(("invalid-request", "startRung"), (fault.Code, fault.Field));
    }

    [Theory]
    [InlineData("HIGH")]
    [InlineData("ultra")]
    [InlineData("")]
    public void Another_quality_is_refused_with_the_allowed_ones(string quality)
    {
        var fault = Assert.Throws<ApiException>(() => WatchRequest.From(new WatchOptions(quality))).Error;
        Assert.Equal(("invalid-request", "quality"), (fault.Code, fault.Field));
        Assert.Contains("auto, low, medium or high", fault.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_rate_that_is_none_is_refused(double maxFps) =>
        Assert.Equal("maxFps", Assert.Throws<ApiException>(() => WatchRequest.From(new WatchOptions(MaxFps: maxFps))).Error.Field);

    [Theory]
    [InlineData(1000, 60)]
    [InlineData(12.5, 12.5)]
    [InlineData(1e-300, 0.01)]
    public void A_rate_is_brought_within_what_is_sent(double asked, double given) =>
        Assert.Equal(given, WatchRequest.From(new WatchOptions(MaxFps: asked)).MaxFps);
}
