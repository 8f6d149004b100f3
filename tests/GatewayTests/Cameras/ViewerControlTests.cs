using LiveParking.Gateway.Cameras;
using LiveParking.Grains.Interfaces.Cameras;
using Xunit.Abstractions;

namespace LiveParking.GatewayTests.Cameras;

public sealed class ViewerControlTests(ITestOutputHelper log)
{
    private const double OneMegabit = 125_000;
    private static readonly int[] Large = [8_000, 30_000, 130_000];
    private static readonly int[] Usual = [4_000, 13_000, 50_000];

    private static WatchTerms Terms(CameraRung? rung = null, double maxFps = 60, bool acks = true) => new(rung, maxFps, acks);

    [Theory]
    [InlineData(0.0005, double.PositiveInfinity)]
    [InlineData(0.005, 5_000_000)]
    [InlineData(0.025, 4_000_000)]
    [InlineData(0.06, 3_000_000)]
    public void A_fast_phone_gets_high_within_about_a_second_and_keeps_it(double latency, double bandwidth)
    {
        var link = new SimulatedLink(Terms()) { Latency = latency, Bandwidth = bandwidth };
        link.Run(60);
        Tell(link);
        Assert.Equal(CameraRung.High, link.Rung);
        Assert.InRange(link.Switches.Count, 1, 2);
        Assert.InRange(link.Switches[^1].At, 0, 1.3);
        Assert.InRange(link.FpsSince(2), 29, 31);
    }

    [Theory]
    [InlineData(false, 0.05)]
    [InlineData(false, 0.1)]
    [InlineData(true, 0.05)]
    [InlineData(true, 0.1)]
    public void A_megabit_carries_fresh_pictures_without_flapping(bool large, double latency)
    {
        var link = new SimulatedLink(Terms()) { Latency = latency, Bandwidth = OneMegabit, Bytes = large ? Large : Usual };
        link.Run(120);
        Tell(link);
        for (var from = 5; from < 115; from += 5)
            Assert.True(link.Arrived.Count(frame => frame.At >= from && frame.At < from + 5) >= 25, $"too few after {from} s");
        Assert.InRange(link.P95Since(5), 0, 0.5);
        Assert.InRange(link.Switches.Count, 0, 8);
    }

    private void Tell(SimulatedLink link) => log.WriteLine(
        $"p95 {link.P95Since(5) * 1000:0} ms, max {link.AgesSince(5)[^1] * 1000:0} ms, first 5 s max {link.AgesSince(0).Max() * 1000:0}, {link.FpsSince(5):0.0} fps, {link.Rung}; "
        + string.Join(", ", link.Arrived.Where(f=>f.At>5 && f.Age>0.45).Select(f=>$"{f.At:0.00}:{f.Age*1000:0}{f.Rung.ToString()[0]}")) + "; "
        + string.Join(", ", link.Switches.Select(each => $"{each.At:0.00} {each.Rung}")));
}
