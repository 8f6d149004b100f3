using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels.Sensors;

namespace LiveParking.UnitTests.Levels.Sensors;

public sealed class RecentResultsTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_goes_in_comes_out_newest_first_whatever_its_length()
    {
        var (recent, random) = (new RecentResults(new ResultMemory()), new Random(1));
        List<SensorResult> expected = [];
        for (var i = 0; i < 1_000; i++)
        {
            var (reading, result) = (
                new Reading(Text(random, 1, 128), "s", Now.AddMilliseconds(-i), ReadingKind.Entry),
                new ReadingResult("", (ReadingOutcome)random.Next(4), random.Next(2) == 0 ? null : Text(random, 1, 200)));
            recent.Add([reading], [result], Now.AddSeconds(i));
            expected.Add(new SensorResult(reading.Id, result.Outcome, result.Reason, Now.AddSeconds(i), reading.At));
            if (i % 97 == 0)
                Assert.Equal(expected.TakeLast(SensorReport.MaxResults).Reverse(), recent.Of("s"));
        }

        Assert.Equal(expected.TakeLast(SensorReport.MaxResults).Reverse(), recent.Of("s"));
    }

    [Fact]
    public void A_malformed_reading_has_no_time_and_may_have_no_id()
    {
        var recent = new RecentResults(new ResultMemory());
        recent.Add([new RefusedReading("s", "kind is missing."), new RefusedReading("s", "at is missing.", Id: "")], Now);
        Assert.Equal(
            [new SensorResult("", ReadingOutcome.Rejected, "at is missing.", Now, null), new SensorResult(null, ReadingOutcome.Rejected, "kind is missing.", Now, null)], recent.Of("s"));
    }

    [Fact]
    public void Many_sensors_with_long_reasons_stay_below_the_limit_and_the_most_recent_ones_keep_theirs()
    {
        var recent = new RecentResults(new ResultMemory(), maxBytes: 64 * 1024);
        for (var i = 0; i < 2_000; i++)
            recent.Add([new RefusedReading($"sensor-{i}", new string('x', 1_000), Id: $"{i}")], Now.AddSeconds(i));
        Assert.Empty(recent.Of("sensor-0"));
        Assert.Equal("1999", Assert.Single(recent.Of("sensor-1999")).Id);
        Assert.InRange(Enumerable.Range(0, 2_000).Count(i => recent.Of($"sensor-{i}").Count > 0), 50, 256);
    }

    [Fact]
    public void All_levels_of_a_silo_share_a_limit_and_a_level_that_ends_gives_its_memory_back()
    {
        var memory = new ResultMemory(maxBytes: 64 * 1024);
        var (first, second) = (new RecentResults(memory), new RecentResults(memory));
        for (var i = 0; i < 100; i++)
            first.Add([new RefusedReading($"sensor-{i}", new string('x', 150), Id: $"{i}")], Now.AddSeconds(i));
        Assert.Single(first.Of("sensor-0"));
        for (var i = 0; i < 200; i++)
            second.Add([new RefusedReading($"sensor-{i}", new string('x', 150), Id: $"{i}")], Now.AddSeconds(i));
        Assert.Empty(second.Of("sensor-0"));
        Assert.Single(second.Of("sensor-199"));
        Assert.Single(first.Of("sensor-0"));

        first.Clear();
        second.Clear();
        Assert.False(memory.Take(64 * 1024));
    }

    private static string Text(Random random, int from, int to) => new([.. Enumerable.Range(0, random.Next(from, to + 1)).Select(_ => (char)random.Next('a', 0x3000))]);
}
