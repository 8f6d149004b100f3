using System.Text.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;

namespace LiveParking.UnitTests.Levels;

public sealed class LevelStateJsonTests
{
    [Fact]
    public void StoredForm_RoundTrips_AndIsReadable()
    {
        var now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        var state = LevelRules.Configure(
            new LevelState(), new LevelSettings("Upper", CountingMode.Gates, new Dictionary<string, int> { ["standard"] = 3 }), new SiteHours(), now);
        state = LevelRules.Report(
            state,
            [new Reading("a", "gate", now, ReadingKind.Entry), new Reading("b", "gate", now, ReadingKind.Count, Occupied: 2)],
            now).State;

        var json = JsonSerializer.Serialize(state, WireJson.Options);
        var read = JsonSerializer.Deserialize<LevelState>(json, WireJson.Options)!;

        Assert.Contains("\"schema\":1", json, StringComparison.Ordinal);
        Assert.Contains("\"occupied\":2", json, StringComparison.Ordinal);
        Assert.Equal(json, JsonSerializer.Serialize(read, WireJson.Options));
        Assert.Equal(
            ReadingOutcome.Duplicate,
            LevelRules.Report(read, [new Reading("a", "gate", now, ReadingKind.Entry)], now).Results[0].Outcome);
    }
}
