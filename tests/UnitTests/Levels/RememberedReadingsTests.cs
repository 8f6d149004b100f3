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
        var memory = new SensorMemory { HeardAt = Noon.ToUnixTimeSeconds() };
        for (var i = 0; i < 1000; i++)
            memory = memory.With(new RememberedReading(RememberedReading.FingerprintOf($"gate/{i}"), Noon.AddMilliseconds(i * 137), i % 2 == 0 ? 1 : -10_000), 0);

        var json = JsonSerializer.Serialize(memory, WireJson.Options);

        AssertSame(memory, JsonSerializer.Deserialize<SensorMemory>(json, WireJson.Options)!);
        Assert.InRange(json.Length, 1, 18_000);
    }

    [Fact]
    public void The_stored_form_holds_all_that_is_known_of_a_sensor()
    {
        var memory = new SensorMemory
        {
            ForgottenUntil = Noon,
            AheadForgottenUntil = Noon.AddSeconds(-1),
            HeardAt = Noon.ToUnixTimeSeconds(),
            NewSince = Noon.ToUnixTimeSeconds() - 1,
            Recent = RememberedReadings.Of([new RememberedReading(7, Noon, -2), new RememberedReading(8, Noon.AddMilliseconds(1), 3, Lead: 299_000)]),
        };

        AssertSame(memory, JsonSerializer.Deserialize<SensorMemory>(JsonSerializer.Serialize(memory, WireJson.Options), WireJson.Options)!);
    }

    [Fact]
    public void The_forms_of_earlier_builds_are_read()
    {
        var one = Convert.ToBase64String(BitConverter.GetBytes(7L));
        RememberedReading[] expected = [new RememberedReading(7, Noon, -2), new RememberedReading(7, Noon.AddMilliseconds(1), 3)];
        var first = JsonSerializer.Deserialize<SensorMemory>(
            $"{{\"recent\":[[\"{one}\",{Noon.ToUnixTimeMilliseconds()},-2],[\"{one}\",{Noon.ToUnixTimeMilliseconds() + 1},3]]}}", WireJson.Options)!;
        var second = JsonSerializer.Deserialize<SensorMemory>(
            "{\"forgottenUntil\":\"2026-11-22T11:58:00Z\",\"recent\":\"AQcAAAAAAAAAgIiFssBoAwcAAAAAAAAAAgY=\"}", WireJson.Options)!;

        Assert.Equal(expected, first.Recent);
        Assert.Equal(Noon.AddMinutes(-2), second.ForgottenUntil);
        Assert.Equal(expected, second.Recent);
        Assert.Empty(JsonSerializer.Deserialize<SensorMemory>("{\"recent\":[]}", WireJson.Options)!.Recent);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"Aw==\"")]
    [InlineData("\"AgACAQEC\"")]
    [InlineData("{\"recent\":\"AQEC\"}")]
    [InlineData("7")]
    public void What_is_broken_is_not_read_half(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<SensorMemory>(json, WireJson.Options));

    private static void AssertSame(SensorMemory expected, SensorMemory read)
    {
        Assert.Equal(expected.Recent, read.Recent);
        Assert.Equal(expected with { Recent = read.Recent }, read);
    }

    private static RememberedReading Reading(int second) => new(second, Noon.AddSeconds(second), second);
}
