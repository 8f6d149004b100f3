using LiveParking.Gateway.Cameras;
using LiveParking.Grains.Interfaces.Cameras;
using Xunit.Abstractions;

namespace LiveParking.GatewayTests.Cameras;

/// <summary>All decisions together, on a simulated link; the numbers are exact and the same on every machine.</summary>
public sealed class ViewerControlTests(ITestOutputHelper log)
{
    private const double OneMegabit = 125_000;
    private static readonly int[] Large = [8_000, 30_000, 130_000];
    private static readonly int[] Usual = [4_000, 13_000, 50_000];

    [Theory]
    [InlineData(0.0005, double.PositiveInfinity)]
    [InlineData(0.005, 5_000_000)]
    [InlineData(0.025, 4_000_000)]
    [InlineData(0.06, 3_000_000)]
    public void A_fast_phone_gets_high_within_about_a_second_and_keeps_it(double latency, double bandwidth)
    {
        var link = new SimulatedLink(Terms()) { Latency = latency, Bandwidth = bandwidth };
        Run(link, 60);
        Assert.Equal(CameraRung.High, link.Rung);
        Assert.InRange(link.Switches.Count, 1, 2);
        Assert.InRange(link.Switches[^1].At, 0, 1.3);
        Assert.InRange(link.FpsSince(2), 29, 31);
    }

    [Fact]
    public void A_watch_that_takes_over_on_high_stays_there()
    {
        var link = new SimulatedLink(Terms() with { StartRung = CameraRung.High }) { Latency = 0.025, Bandwidth = 4_000_000 };
        Run(link, 60);
        Assert.Equal(CameraRung.High, link.Rung);
        Assert.Empty(link.Switches);
    }

    [Fact]
    public void A_watch_that_begins_on_a_rung_that_the_link_does_not_carry_goes_down_within_seconds()
    {
        var link = new SimulatedLink(Terms() with { StartRung = CameraRung.High }) { Latency = 0.05, Bandwidth = OneMegabit, Bytes = Large };
        Run(link, 60);
        Assert.NotEqual(CameraRung.High, link.Rung);
        Assert.InRange(link.P95Since(5), 0, 0.5);
    }

    [Theory]
    [InlineData(false, 0.05)]
    [InlineData(false, 0.1)]
    [InlineData(true, 0.05)]
    [InlineData(true, 0.1)]
    public void A_megabit_carries_fresh_pictures_without_flapping(bool large, double latency)
    {
        var link = new SimulatedLink(Terms()) { Latency = latency, Bandwidth = OneMegabit, Bytes = large ? Large : Usual };
        Run(link, 120);
        for (var from = 5; from < 115; from += 5)
            Assert.True(link.Arrived.Count(frame => frame.At >= from && frame.At < from + 5) >= 25, $"too few after {from} s");
        Assert.InRange(link.P95Since(5), 0, 0.5);
        Assert.InRange(link.Switches.Count, 0, 4);
    }

    [Theory]
    [InlineData(25_000)]
    [InlineData(60_000)]
    [InlineData(150_000)]
    [InlineData(250_000)]
    [InlineData(500_000)]
    [InlineData(1_000_000)]
    public void Whatever_the_link_carries_the_rung_settles(double bandwidth)
    {
        var link = new SimulatedLink(Terms()) { Latency = 0.03, Bandwidth = bandwidth };
        Run(link, 300);
        Assert.InRange(link.Switches.Count(change => change.At > 60), 0, 8);
        Assert.InRange(link.P95Since(60), 0, 0.55);
        Assert.InRange(link.FpsSince(60), 5, 31);
    }

    [Fact]
    public void A_link_that_gets_slow_gets_a_lower_rung_at_once_and_a_better_one_when_it_is_fast_again()
    {
        var link = new SimulatedLink(Terms()) { Latency = 0.02, Bandwidth = 3_000_000 };
        Run(link, 30);
        Assert.Equal(CameraRung.High, link.Rung);
        link.Bandwidth = 60_000;
        Run(link, 30);
        Assert.Equal(CameraRung.Low, link.Rung);

        // Three large frames were on their way, and take 2.5 s now.
        Assert.InRange(link.Switches.First(change => change.At > 30).At, 30, 33);
        Assert.InRange(link.P95Since(34), 0, 0.5);
        link.Bandwidth = 3_000_000;
        Run(link, 30);
        Assert.Equal(CameraRung.High, link.Rung);
    }

    [Fact]
    public void A_hiccup_of_the_link_costs_no_more_than_some_seconds_of_a_lower_rung()
    {
        var link = new SimulatedLink(Terms()) { Latency = 0.01, Bandwidth = 3_000_000 };
        Run(link, 20);
        for (var i = 0; i < 3; i++)
        {
            link.Stall(0.3);
            Run(link, 20);
            Assert.Equal(CameraRung.High, link.Rung);
        }

        Assert.InRange(link.FpsSince(20), 28, 31);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    public void A_radio_that_stalls_for_half_a_second_costs_nothing_else(double latency)
    {
        var link = new SimulatedLink(Terms()) { Latency = latency, Bandwidth = 3_000_000 };
        Run(link, 20);
        for (var i = 0; i < 3; i++)
        {
            link.Stall(0.5);
            Run(link, 10);
        }

        Assert.DoesNotContain(link.Switches, change => change.At > 20);
        Assert.InRange(link.FpsSince(20), 27, 31);
    }

    [Fact]
    public void A_radio_that_stalls_again_and_again_gets_a_lower_rung()
    {
        var link = new SimulatedLink(Terms()) { Latency = 0.01, Bandwidth = 3_000_000 };
        Run(link, 20);
        for (var i = 0; i < 4; i++)
        {
            link.Stall(0.5);
            link.Run(1);
        }

        Assert.Contains(link.Switches, change => change.At > 20 && change.Rung < CameraRung.High);
    }

    [Fact]
    public void Jitter_of_a_mobile_network_is_no_overload()
    {
        var link = new SimulatedLink(Terms()) { Latency = 0.04, Jitter = 0.15, Bandwidth = 3_000_000 };
        Run(link, 120);
        Assert.Equal(CameraRung.High, link.Rung);
        Assert.InRange(link.Switches.Count(change => change.At > 5), 0, 2);
        Assert.InRange(link.FpsSince(5), 26, 31);
    }

    [Fact]
    public void A_far_viewer_with_a_fast_link_gets_every_frame()
    {
        var link = new SimulatedLink(Terms()) { Latency = 0.15, Bandwidth = 5_000_000 };
        Run(link, 30);
        Assert.Equal(CameraRung.High, link.Rung);
        Assert.InRange(link.FpsSince(5), 29, 31);
        Assert.InRange(link.MaxUnacknowledged, 2, 11);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rung_that_was_asked_for_is_kept_and_its_rate_follows_the_link(bool acks)
    {
        var link = new SimulatedLink(new WatchRequest(CameraRung.High, 60, acks)) { Latency = 0.05, Bandwidth = OneMegabit };
        Run(link, 60);
        Assert.Empty(link.Switches);
        Assert.InRange(link.FpsSince(10), 1.3, 2.6);
        Assert.InRange(link.P95Since(10), 0, acks ? 0.9 : 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_acknowledgements_full_buffers_lower_the_rung_and_then_stay_nearly_empty(bool large)
    {
        var link = new SimulatedLink(Terms(acks: false)) { Latency = 0.05, Bandwidth = OneMegabit, Bytes = large ? Large : Usual };
        Run(link, 120);
        Assert.InRange(link.Arrived.Count(frame => frame.At >= 10 && frame.Age > 0.6) / (double)link.Arrived.Count(frame => frame.At >= 10), 0, 0.2);
        Assert.InRange(link.FpsSince(10), 5, 31);
        Assert.InRange(link.Switches.Count, 1, 8);
    }

    [Fact]
    public void Without_acknowledgements_a_fast_phone_has_high_all_the_time()
    {
        var link = new SimulatedLink(Terms(acks: false)) { Latency = 0.03, Bandwidth = 3_000_000 };
        Run(link, 60);
        Assert.Empty(link.Switches);
        Assert.InRange(link.FpsSince(1), 29, 31);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(12.5)]
    [InlineData(0.5)]
    public void No_more_frames_go_out_than_were_asked_for(double maxFps)
    {
        var link = new SimulatedLink(Terms(maxFps: maxFps)) { Latency = 0.01 };
        Run(link, 120);
        Assert.InRange(link.Arrived.Count, 120 * maxFps * 0.97, 120 * maxFps + 1.3);
    }

    private static WatchRequest Terms(double maxFps = 60, bool acks = true) => new(null, maxFps, acks);

    private void Run(SimulatedLink link, double seconds)
    {
        var from = link.Now;
        link.Run(seconds);
        var settled = Math.Min(from + 5, link.Now - 1);
        log.WriteLine(
            $"From {from:0} s: p95 {link.P95Since(settled) * 1000:0} ms, max {link.AgesSince(settled)[^1] * 1000:0} ms, {link.FpsSince(settled):0.0} fps, {link.Rung}; "
            + string.Join(", ", link.Switches.Where(change => change.At >= from).Select(change => $"{change.At:0.00} {change.Rung}")));
    }
}
