using System.Diagnostics;
using LiveParking.Bench.Measuring.Updates;

namespace LiveParking.BenchTests.Updates;

/// <summary>How the delays of updates are computed.</summary>
public sealed class ReckoningTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1000;

    [Fact]
    public void An_update_that_comes_takes_until_it_is_there()
    {
        var reckoning = Reckoning.Of([Sent(1, 5, 100)], [[Came(1, 5, 107)], [Came(1, 5, 110)]]);

        Assert.Equal([7, 10], reckoning.Milliseconds);
        Assert.Equal((0, 0), (reckoning.Overtaken, reckoning.Missing));
    }

    [Fact]
    public void An_update_that_is_overtaken_takes_until_the_newer_one_is_there()
    {
        var reckoning = Reckoning.Of([Sent(1, 5, 100), Sent(1, 6, 120)], [[Came(1, 6, 125)]]);

        Assert.Equal([25, 5], reckoning.Milliseconds);
        Assert.Equal((1, 0), (reckoning.Overtaken, reckoning.Missing));
    }

    [Fact]
    public void Updates_that_were_stored_together_each_take_their_own_time()
    {
        var reckoning = Reckoning.Of([Sent(1, 5, 100), Sent(1, 5, 102)], [[Came(1, 5, 110)]]);

        Assert.Equal([10, 8], reckoning.Milliseconds.OrderDescending());
        Assert.Equal(0, reckoning.Overtaken);
    }

    [Fact]
    public void An_update_that_nobody_gets_is_missing_and_another_source_does_not_stand_for_it()
    {
        var reckoning = Reckoning.Of([Sent(1, 5, 100), Sent(2, 6, 100)], [[Came(1, 5, 101), Came(1, 9, 102), Came(3, 6, 102)]]);

        Assert.Equal([1], reckoning.Milliseconds);
        Assert.Equal((0, 1), (reckoning.Overtaken, reckoning.Missing));
    }

    [Fact]
    public void What_comes_again_or_belongs_to_nothing_that_was_sent_counts_once_or_not()
    {
        var reckoning = Reckoning.Of([Sent(1, 5, 100)], [[Came(1, 4, 90), Came(1, 5, 103), Came(1, 5, 110)]]);

        Assert.Equal([3], reckoning.Milliseconds);
    }

    private static SentUpdate Sent(int source, long version, int millisecond) => new(source, version, millisecond * Millisecond);

    private static Arrival Came(int source, long version, int millisecond) => new(source, version, millisecond * Millisecond);
}
