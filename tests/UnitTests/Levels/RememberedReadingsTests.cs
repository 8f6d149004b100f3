using System.Text.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;

namespace LiveParking.UnitTests.Levels;

public sealed class RememberedReadingsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Readings_stand_in_the_order_of_their_time_whatever_the_order_in_which_they_came()
    {
        var readings = RememberedReadings.Empty.With(Reading(3)).With(Reading(1)).With(Reading(5)).With(Reading(2)).With(Reading(4));

        Assert.Equal([1, 2, 3, 4, 5], readings.Select(reading => reading.Change));
        Assert.Equal([3, 4, 5], readings.WithoutOldest(2).Select(reading => reading.Change));
        Assert.True(readings.Knows(4));
        Assert.False(readings.WithoutOldest(2).Knows(2));
    }

    [Fact]
    public void Two_lists_made_of_one_do_not_see_each_other()
    {
        var one = RememberedReadings.Empty.With(Reading(1)).With(Reading(2));
        var left = one.With(Reading(3)).With(Reading(4));
        var right = one.With(Reading(5)).WithoutOldest(1).With(Reading(6));

        Assert.Equal([1, 2], one.Select(reading => reading.Change));
        Assert.Equal([1, 2, 3, 4], left.Select(reading => reading.Change));
        Assert.Equal([2, 5, 6], right.Select(reading => reading.Change));
        Assert.False(right.Knows(3));
    }

    [Fact]
    public void The_stored_form_is_small_and_round_trips()
    {
        var readings = RememberedReadings.Empty;
        for (var i = 0; i < 1000; i++)
            readings = readings.With(new RememberedReading(RememberedReading.FingerprintOf($"gate/{i}"), Noon.AddMilliseconds(i * 137), i % 2 == 0 ? 1 : -10_000));

        var json = JsonSerializer.Serialize(readings, WireJson.Options);

        Assert.Equal(readings, JsonSerializer.Deserialize<RememberedReadings>(json, WireJson.Options)!);
        Assert.InRange(json.Length, 1, 18_000);
    }

    [Fact]
    public void The_form_of_an_earlier_build_is_read()
    {
        var one = Convert.ToBase64String(BitConverter.GetBytes(7L));
        var read = JsonSerializer.Deserialize<RememberedReadings>(
            $"[[\"{one}\",{Noon.ToUnixTimeMilliseconds()},-2],[\"{one}\",{Noon.ToUnixTimeMilliseconds() + 1},3]]", WireJson.Options);

        Assert.Equal([new RememberedReading(7, Noon, -2), new RememberedReading(7, Noon.AddMilliseconds(1), 3)], read!);
        Assert.Empty(JsonSerializer.Deserialize<RememberedReadings>("[]", WireJson.Options)!);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"Ag==\"")]
    [InlineData("\"AQEC\"")]
    [InlineData("7")]
    public void What_is_broken_is_not_read_half(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RememberedReadings>(json, WireJson.Options));

    [Fact]
    public void A_thousand_sensors_in_one_request_leave_the_newest_of_them()
    {
        var state = LevelRules.Configure(
            new LevelState(), new LevelSettings("Upper", CountingMode.Gates, new Dictionary<string, int> { ["standard"] = 3 }), new SiteHours(), Noon);
        for (var request = 0; request < 2; request++)
        {
            var readings = Enumerable.Range(request * 1000, 1000).Select(i => new Reading("a", $"gate-{i}", Noon.AddMilliseconds(i), ReadingKind.Entry)).ToList();
            (state, var results) = LevelRules.Report(state, readings, Noon.AddSeconds(10));
            Assert.All(results, result => Assert.Equal(ReadingOutcome.Accepted, result.Outcome));
        }

        Assert.Equal(ReadingMemory.MostSensors, state.Sensors.Count);
        Assert.True(state.Sensors.ContainsKey("gate-1999"));
        Assert.Equal(2000, state.Occupied);
    }

    private static RememberedReading Reading(int second) => new(second, Noon.AddSeconds(second), second);
}
