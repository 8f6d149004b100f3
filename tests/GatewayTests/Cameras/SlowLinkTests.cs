using LiveParking.Gateway.Cameras;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.GatewayTests.Cameras;

/// <summary>Stock .NET clients behind a link of 1 Mbit/s and 100 ms, beside fast ones.</summary>
[Collection(ViewersCollection.Name)]
public sealed class SlowLinkTests(ViewersSystem viewers)
{
    private const double OneMegabit = 125_000;

    /// <summary>Pictures fall further and further behind, or they don't; the exact age is no matter of a test.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private static readonly WatchOptions Acknowledging = new(Acks: true);

    [Fact]
    public async Task A_slow_viewer_gets_fresh_pictures_of_a_lower_rung_and_better_ones_when_its_link_is_better()
    {
        await using var proxy = new ThrottledProxy(viewers.System.Address, OneMegabit, TimeSpan.FromMilliseconds(50));
        await using var fast = await WatchAsync(Acknowledging);
        await Eventually.HoldsAsync(() => Newest(fast, 10).All(frame => frame.Rung == CameraRung.High), "the fast one gets the best rung");
        await using var slow = await WatchAsync(Acknowledging, proxy);
        await using var silent = await WatchAsync(new WatchOptions(), proxy);
        await Eventually.HoldsAsync(() => IsFresh(slow) && Newest(slow, 20).All(frame => frame.Rung is CameraRung.Low or CameraRung.Medium), "fresh pictures of a lower rung");
        await Eventually.HoldsAsync(() => IsFresh(silent), "fresh pictures without acknowledgements");
        Assert.True(fast.All.Count > slow.All.Count, "The fast viewer waited for the slow one.");

        proxy.BytesPerSecond = double.PositiveInfinity;
        await Eventually.HoldsAsync(() => Newest(slow, 10).All(frame => frame.Rung == CameraRung.High), "the best rung");
        foreach (var viewer in new[] { fast, slow, silent })
        {
            var sequences = viewer.All.Select(frame => frame.Sequence).ToList();
            Assert.Equal(sequences.Distinct().Order(), sequences);
        }
    }

    [Fact]
    public async Task A_rung_that_was_asked_for_is_kept_whatever_the_link_carries()
    {
        await using var proxy = new ThrottledProxy(viewers.System.Address, 4 * OneMegabit, TimeSpan.FromMilliseconds(20));
        await using var slow = await WatchAsync(new WatchOptions("high", Acks: true), proxy);
        await Eventually.HoldsAsync(() => IsFresh(slow), "fresh pictures");
        Assert.All(slow.All, frame => Assert.Equal(CameraRung.High, frame.Rung));
    }

    private async Task<WatchedFrames> WatchAsync(WatchOptions options, ThrottledProxy? through = null) => new(
        await viewers.System.ConnectAsync("cameras", Protocol.MessagePack, through: through?.Address), ViewersSystem.Large, options);

    private static bool IsFresh(WatchedFrames watched) => Newest(watched, 20).All(frame => frame.Age < Fresh);

    private static List<WatchedFrames.Seen> Newest(WatchedFrames watched, int count)
    {
        var all = watched.All.ToList();
        return all.Count < count ? [new WatchedFrames.Seen(default, TimeSpan.MaxValue, 0, (CameraRung)(-1), 0)] : all[^count..];
    }
}
