using System.Globalization;
using CsCheck;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Levels.Corrections;

namespace LiveParking.UnitTests.Levels;

/// <summary>
/// Properties of every set of readings, whatever happens to it in transit. A failure prints the seed with which it repeats
/// (<c>CsCheck_Seed</c>).
/// </summary>
public sealed class LevelPropertiesTests
{
    private const int Cases = 2000;
    private static readonly DateTimeOffset Later = Sample.Noon.AddHours(1);

    private static readonly Gen<CountingMode> Mode = Gen.Int[0, 2].Select(mode => (CountingMode)mode);

    /// <summary>
    /// Readings of all kinds within the window in which all of them are remembered. Gates of the same second are not rare. Absolute
    /// readings have distinct times, because of two with the same time the later arrival is in effect.
    /// </summary>
    private static readonly Gen<Reading[]> Readings =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 590], Gen.Int[1, 3], Gen.Int[0, 30]).Array[1, 40].Select(
            drawn => drawn.Select((draw, i) => ToReading(i, draw.Item1, draw.Item2, draw.Item3, draw.Item4)).ToArray());

    private static readonly Gen<OccupancyThresholds> Thresholds =
        Gen.Int[1, 100].Array[4].Select(cuts =>
        {
            var sorted = cuts.Order().Select(cut => cut / 100.0).ToArray();
            return new OccupancyThresholds(sorted[1], sorted[0], sorted[3], sorted[2]);
        });

    [Fact]
    public void Any_order_with_repetitions_and_retries_gives_one_final_state() =>
        Gen.Select(Mode, Readings, Gen.Int[0, int.MaxValue]).Sample(
            (mode, readings, seed) =>
            {
                var level = LevelOf(mode);
                var expected = Run(level, readings.Select(reading => new[] { reading }));
                var final = Run(level, Mangled(readings, new Random(seed)));
                Assert.Equal(Essence(expected), Essence(final));
                AssertIsLegal(final);
            },
            iter: Cases);

    [Fact]
    public void The_final_number_is_that_of_the_readings_in_the_order_of_their_time() =>
        Gen.Select(Gen.Bool.Select(gates => gates ? CountingMode.Gates : CountingMode.Count), Readings, Gen.Int[0, int.MaxValue]).Sample(
            (mode, readings, seed) =>
            {
                var final = Run(LevelOf(mode), Mangled(readings, new Random(seed)));
                var count = readings.Where(reading => reading.Kind == ReadingKind.Count)
                    .MaxBy(reading => reading.At);
                var passed = readings.Where(reading => count is null || reading.At > count.At)
                    .Sum(reading => reading.Kind switch { ReadingKind.Entry => reading.Count, ReadingKind.Exit => -reading.Count, _ => 0 });
                Assert.Equal((count?.Occupied ?? 0) + passed, Occupancy.Number(final) ?? 0);
            },
            iter: Cases);

    [Fact]
    public void A_repetition_of_everything_changes_nothing() =>
        Gen.Select(Mode, Readings).Sample(
            (mode, readings) =>
            {
                var (once, first) = LevelRules.Report(LevelOf(mode), readings, Later);
                var (twice, second) = LevelRules.Report(once, readings, Later);
                Assert.Same(once, twice);
                Assert.All(first.Zip(second), pair => Assert.Equal(
                    pair.First.Outcome == ReadingOutcome.Accepted ? ReadingOutcome.Duplicate : pair.First.Outcome, pair.Second.Outcome));
            },
            iter: Cases);

    /// <summary>
    /// The clocks are up to five minutes ahead of the correction's and as much behind it. Later readings, and repetitions of earlier ones, arrive
    /// when no time is ahead any more.
    /// </summary>
    [Fact]
    public void A_correction_is_an_absolute_count_of_its_moment_in_any_order_of_what_comes_before_and_after_it() =>
        Gen.Select(Mode, Readings, Readings, Gen.Int[0, 30], Gen.Int[0, int.MaxValue]).Sample(
            (mode, before, later, corrected, seed) =>
            {
                var random = new Random(seed);
                var moment = Sample.Noon.AddSeconds(291);
                // Of two spot readings that are ahead the one that comes last counts, so the order matters there.
                before = [.. before.Where(reading => reading.Kind != ReadingKind.Spot || reading.At <= moment)];
                Reading[] after = [.. later.Select(reading => reading with { Id = $"after-{reading.Id}" })];
                Reading[] repeated = [.. before.Where(_ => random.Next(2) == 0)];

                var expected = Run(Corrected(Run(LevelOf(mode), [before], moment), corrected, moment), [after]);
                var final = Run(Corrected(Run(LevelOf(mode), Mangled(before, random), moment), corrected, moment), Mangled([.. after, .. repeated], random));

                Assert.Equal(Essence(expected), Essence(final));
                AssertIsLegal(final);
                if (mode == CountingMode.Spots)
                    return;
                var count = after.Where(reading => reading.Kind == ReadingKind.Count && reading.At >= moment).MaxBy(reading => reading.At);
                var passed = after.Where(reading => reading.At > (count?.At ?? moment))
                    .Sum(reading => reading.Kind switch { ReadingKind.Entry => reading.Count, ReadingKind.Exit => -reading.Count, _ => 0 });
                Assert.Equal((count?.Occupied ?? corrected) + passed, Occupancy.Number(final));
            },
            iter: Cases);

    [Fact]
    public void Occupied_available_and_total_always_agree() =>
        Gen.Select(Mode, Readings, Gen.Int[0, int.MaxValue]).Sample(
            (mode, readings, seed) =>
            {
                var state = LevelOf(mode);
                foreach (var batch in Mangled(readings, new Random(seed)))
                {
                    state = Sample.Take(state, Later, batch);
                    var status = Sample.Status(state);
                    Assert.Equal(20, status.Spots.Total);
                    Assert.Equal(Math.Max(0, Occupancy.Number(state) ?? 0), status.Spots.Occupied);
                    Assert.Equal(Math.Max(0, status.Spots.Total - status.Spots.Occupied), status.Spots.Available);
                    Assert.Equal(state.Spots.Values.Count(spot => spot.Taken), state.Taken);
                    if (status.ByType is { } types)
                    {
                        Assert.Equal(status.Spots.Total, types.Values.Sum(type => type.Total));
                        Assert.Equal(status.Spots.Occupied, types.Values.Sum(type => type.Occupied));
                        Assert.All(types.Values, type => Assert.Equal(Math.Max(0, type.Total - type.Occupied), type.Available));
                    }
                }
            },
            iter: Cases);

    [Fact]
    public void A_status_rises_at_its_upper_value_only_and_falls_below_its_lower_one_only() =>
        Gen.Select(Thresholds, Gen.Int[1, 200], Gen.Int[0, 220].Array[1, 60]).Sample(
            (thresholds, total, numbers) =>
            {
                var before = OccupancyStatus.Unknown;
                foreach (var number in numbers)
                {
                    var share = (double)number / total;
                    var after = Occupancy.StatusFor(number, total, thresholds, before);
                    var (was, now) = (before == OccupancyStatus.Unknown ? OccupancyStatus.Open : before, after);
                    if (now == OccupancyStatus.Full && was != OccupancyStatus.Full)
                        Assert.True(share >= thresholds.Full);
                    if (now != OccupancyStatus.Full && was == OccupancyStatus.Full)
                        Assert.True(share < thresholds.FullDown);
                    if (now == OccupancyStatus.AlmostFull && was == OccupancyStatus.Open)
                        Assert.True(share >= thresholds.AlmostFull);
                    if (now == OccupancyStatus.Open && was != OccupancyStatus.Open)
                        Assert.True(share < thresholds.AlmostFullDown);
                    Assert.Equal(after, Occupancy.StatusFor(number, total, thresholds, after));
                    before = after;
                }
            },
            iter: Cases);

    private static LevelState LevelOf(CountingMode mode) => Sample.Level(
        new LevelSettings("Level", mode, new Dictionary<string, int> { ["standard"] = 18, ["ev"] = 4 }, new Dictionary<string, int> { ["standard"] = 2 }));

    private static Reading ToReading(int place, int kind, int second, int count, int occupied)
    {
        // In the middle of a millisecond: times are cut to whole ones, and a fraction of a second is not exact.
        var (id, apart) = (place.ToString(CultureInfo.InvariantCulture), second + ((place + 0.5) / 1000.0));
        return kind switch
        {
            < 3 => Sample.Entry(id, second, count, $"gate-{count}"),
            < 5 => Sample.Exit(id, second, count, $"gate-{count}"),
            5 => Sample.Count(id, apart, occupied),
            9 => Sample.Heartbeat(id, second),
            _ => Sample.Spot(id, apart, $"s{occupied % 8}", count != 2, occupied % 8 < 2 ? "ev" : "standard"),
        };
    }

    /// <summary>The readings in batches as a bad network delivers them: reordered, some twice, some batches sent again later.</summary>
    private static List<Reading[]> Mangled(Reading[] readings, Random random)
    {
        if (readings.Length == 0)
            return [];
        var batches = readings.Concat(readings.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next())
            .Chunk(random.Next(1, 12)).ToList();
        for (var again = random.Next(4); again > 0; again--)
            batches.Insert(random.Next(batches.Count + 1), batches[random.Next(batches.Count)]);
        return batches;
    }

    private static LevelState Run(LevelState level, IEnumerable<Reading[]> batches) => Run(level, batches, Later);

    private static LevelState Run(LevelState level, IEnumerable<Reading[]> batches, DateTimeOffset now) =>
        batches.Aggregate(level, (state, batch) => Sample.Take(state, now, batch));

    private static LevelState Corrected(LevelState level, int occupied, DateTimeOffset now) =>
        LevelRules.Settle(level, CorrectionRules.Correct(level, new CorrectionRequest("c", occupied, "Walked through", "anna"), now).State, 1, now);

    /// <summary>All of a state that must not depend on the way; the status within a band does, as hysteresis means it to.</summary>
    private static string Essence(LevelState state) => string.Join(
        '\n',
        $"number {Occupancy.Number(state)} flow {Occupancy.FlowNumber(state)} spots {Occupancy.SpotsNumber(state)}",
        state.Anchor,
        state.CountedAt,
        string.Join(", ", state.Spots.OrderBy(spot => spot.Key, StringComparer.Ordinal)),
        string.Join(", ", (state.TakenByType?.ToList() ?? []).OrderBy(type => type.Key, StringComparer.Ordinal)),
        string.Join(", ", state.Traffic.OrderBy(gate => gate.Key, StringComparer.Ordinal)),
        state.Confidence);

    private static void AssertIsLegal(LevelState state)
    {
        if (Occupancy.Number(state) is not { } number)
        {
            Assert.Equal(OccupancyStatus.Unknown, state.Status);
            return;
        }

        var (total, limits) = (Occupancy.Total(state.Settings!), OccupancyThresholds.Default);
        OccupancyStatus[] legal =
        [
            Occupancy.StatusFor(number, total, limits, OccupancyStatus.Open),
            Occupancy.StatusFor(number, total, limits, OccupancyStatus.AlmostFull),
            Occupancy.StatusFor(number, total, limits, OccupancyStatus.Full),
        ];
        Assert.Contains(state.Status, legal);
    }
}
