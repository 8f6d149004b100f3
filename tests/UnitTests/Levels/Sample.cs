using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;

namespace LiveParking.UnitTests.Levels;

/// <summary>Levels and readings for tests, at noon.</summary>
internal static class Sample
{
    public static readonly LevelKey Key = new("pakuwon-basement", "upper-basement");
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static LevelSettings Settings(CountingMode counting = CountingMode.Gates, int spots = 150) =>
        new("Upper Basement", counting, new Dictionary<string, int> { ["standard"] = spots });

    public static LevelState Level(LevelSettings settings, SiteHours? site = null) =>
        LevelRules.Settle(new LevelState(), LevelRules.Configure(new LevelState(), settings, site ?? new SiteHours(), Noon), 1, Noon);

    public static LevelState Level(CountingMode counting = CountingMode.Gates, int spots = 150) => Level(Settings(counting, spots));

    /// <summary>Takes readings at a moment, as the grain does.</summary>
    public static LevelState Take(LevelState state, DateTimeOffset now, params Reading[] readings) =>
        LevelRules.Settle(state, LevelRules.Report(state, readings, now).State, 1, now);

    /// <summary>Lets time pass.</summary>
    public static LevelState Pass(LevelState state, DateTimeOffset now) => LevelRules.Settle(state, state, 1, now);

    public static LevelStatus Status(LevelState state) => LevelRules.Status(Key, state);

    public static Reading Entry(string id, double second, int count = 1, string sensor = "gate-in") =>
        new(id, sensor, Noon.AddSeconds(second), ReadingKind.Entry, count);

    public static Reading Exit(string id, double second, int count = 1, string sensor = "gate-out") =>
        new(id, sensor, Noon.AddSeconds(second), ReadingKind.Exit, count);

    public static Reading Count(string id, double second, int occupied, string sensor = "counter") =>
        new(id, sensor, Noon.AddSeconds(second), ReadingKind.Count, Occupied: occupied);

    public static Reading Spot(string id, double second, string spot, bool taken, string? type = null) =>
        new(id, $"sensor-{spot}", Noon.AddSeconds(second), ReadingKind.Spot, Occupied: taken ? 1 : 0, SpotId: spot, SpotType: type);

    public static Reading Heartbeat(string id, double second, string sensor = "gate-in", int? battery = null) =>
        new(id, sensor, Noon.AddSeconds(second), ReadingKind.Heartbeat, Battery: battery);
}
