using LiveParking.Grains.History;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.UnitTests.History;

public sealed class OpenWindowTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Mean_weighs_each_value_by_the_time_it_stood()
    {
        var minutes = Minutes([Sample(0, 10), Sample(15, 20), Sample(45, 40)], until: 60);

        Assert.Equal(new Bucket(10, 40, 22.5, 100), Assert.Single(minutes).Value);
    }

    [Fact]
    public void A_gap_is_no_bucket_and_no_zero()
    {
        var minutes = Minutes([Sample(0, 10), Sample(90, 10, known: false), Sample(300, 30)], until: 360);

        Assert.Equal([0L, 1, 5], minutes.Select(minute => minute.Key));
        Assert.Equal(new Bucket(10, 10, 10, 100), minutes[1].Value);
    }

    [Fact]
    public void A_sample_stands_for_as_long_as_it_says()
    {
        Assert.Equal(60, Minutes([Sample(0, 10)], until: 100_000).Count);
        Assert.Equal(5, Minutes([Sample(0, 10) with { HoldsFor = TimeSpan.FromSeconds(270) }], until: 100_000).Count);
        Assert.Equal(7 * 1440, Minutes([Sample(0, 10) with { HoldsFor = TimeSpan.FromDays(4_000) }], until: 10_000_000).Count);
        Assert.Empty(Minutes([Sample(0, 10) with { HoldsFor = TimeSpan.FromDays(-4_000) }], until: 10_000_000));
    }

    [Fact]
    public void A_sample_of_the_same_time_replaces_the_one_before() =>
        Assert.Equal(new Bucket(12, 12, 12, 100), Assert.Single(Minutes([Sample(0, 10), Sample(0, 12)], until: 60)).Value);

    [Fact]
    public void Add_older_than_the_window_is_left_out()
    {
        var window = new OpenWindow();
        var done = new List<KeyValuePair<long, Bucket>>();

        Assert.True(window.Add(Sample(0, 10), done));
        Assert.True(window.Add(Sample(1200, 20), done));
        Assert.Equal(10, done.Count);
        Assert.True(window.Add(Sample(600, 5), done));
        Assert.False(window.Add(Sample(599, 99), done));
        Assert.False(window.Add(Sample(0, 10) with { At = new DateTimeOffset(1969, 1, 1, 0, 0, 0, TimeSpan.Zero) }, done));

        window.Finish(Start.AddSeconds(1260).ToUnixTimeMilliseconds(), done);
        Assert.Equal([10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 20], done.Select(minute => minute.Value.Min));
    }

    [Fact]
    public void Add_what_is_unknown_later_on_by_our_clock_does_not_end_a_replay()
    {
        var window = new OpenWindow();
        var done = new List<KeyValuePair<long, Bucket>>();
        window.Add(Sample(0, 10), done);
        window.Add(Sample(0, 10, known: false) with { At = Start.AddYears(10) }, done);

        Assert.True(window.Add(Sample(1800, 20), done));
        window.Finish(Start.AddYears(11).ToUnixTimeMilliseconds(), done);

        Assert.Equal(90, done.Count);
        Assert.Equal([10, 20], done.Select(minute => minute.Value.Min).Distinct());
    }

    [Fact]
    public void Add_more_than_is_kept_sums_up_the_oldest()
    {
        var window = new OpenWindow();
        var done = new List<KeyValuePair<long, Bucket>>();
        for (var i = 0; i < 60_000; i += 10)
            window.Add(Sample(0, i) with { At = Start.AddMilliseconds(i) }, done);

        Assert.InRange(window.Points.Count, 1, OpenWindow.MaxPoints + OpenWindow.Slack);
        window.Finish(Start.AddMinutes(1).ToUnixTimeMilliseconds(), done);
        Assert.Equal(new Bucket(0, 59_990, 29_995, 100), Assert.Single(done).Value);
    }

    /// <summary>For any samples, in any order within the window and through any restarts, the buckets equal those of a model that checks every second.</summary>
    [Fact]
    public void Minutes_of_any_samples_in_any_order_are_those_of_a_model_of_seconds()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var samples = Enumerable.Range(0, random.Next(1, 40)).Select(_ => Sample(random.Next(0, 580), random.Next(-3, 200), random.Next(5) > 0) with
            {
                Total = random.Next(3) == 0 ? 120 : 100,
                HoldsFor = random.Next(3) == 0 ? TimeSpan.FromSeconds(random.Next(0, 400)) : null,
            }).ToList();
            var until = random.Next(600, 5_000);
            var window = new OpenWindow();
            var done = new List<KeyValuePair<long, Bucket>>();
            foreach (var sample in samples)
            {
                Assert.True(window.Add(sample, done));
                if (random.Next(4) == 0)
                    window = new OpenWindow(window.SummedUntil, window.Open, PointCodec.Decode(PointCodec.Encode(window.Points)));
            }

            window.Finish(Start.AddSeconds(until).ToUnixTimeMilliseconds(), done);

            var model = Model(samples, until);
            Assert.Equal(model.Keys, done.Select(minute => minute.Key));
            foreach (var (minute, bucket) in done)
            {
                Assert.Equal(model[minute] with { Mean = 0 }, bucket with { Mean = 0 });
                Assert.Equal(model[minute].Mean, bucket.Mean, 6);
            }
        }
    }

    private static SortedDictionary<long, Bucket> Model(List<OccupancySample> samples, int until)
    {
        var minutes = new SortedDictionary<long, List<OccupancySample>>();
        for (var second = 0; second < until; second++)
        {
            var now = Start.AddSeconds(second);
            var standing = samples.Where(sample => sample.At <= now).OrderBy(sample => sample.At).LastOrDefault();
            if (standing is not { Known: true } || now >= standing.At + (standing.HoldsFor ?? OccupancySample.DefaultHold))
                continue;
            if (!minutes.TryGetValue(Minute(now), out var seconds))
                minutes[Minute(now)] = seconds = [];
            seconds.Add(standing);
        }

        return new(minutes.ToDictionary(
            minute => minute.Key,
            minute => new Bucket(
                minute.Value.Min(sample => sample.Occupied),
                minute.Value.Max(sample => sample.Occupied),
                minute.Value.Average(sample => sample.Occupied),
                minute.Value[^1].Total)));
    }

    private static List<KeyValuePair<long, Bucket>> Minutes(OccupancySample[] samples, int until)
    {
        var window = new OpenWindow();
        var done = new List<KeyValuePair<long, Bucket>>();
        foreach (var sample in samples)
            window.Add(sample, done);
        window.Finish(Start.AddSeconds(until).ToUnixTimeMilliseconds(), done);
        return [.. done.Select(minute => new KeyValuePair<long, Bucket>(minute.Key - Minute(Start), minute.Value))];
    }

    private static long Minute(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds() / 60_000;

    private static OccupancySample Sample(int second, int occupied, bool known = true) =>
        new(Start.AddSeconds(second), occupied, 100, OccupancyStatus.Open, known);
}
