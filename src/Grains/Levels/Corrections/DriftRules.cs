using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels.Corrections;

/// <summary>Sums up the drift of corrections.</summary>
internal static class DriftRules
{
    /// <summary>Drift per day and gate, days in order.</summary>
    public static IReadOnlyList<DayDrift> PerDay(IEnumerable<Correction> corrections) =>
    [
        .. corrections
            .SelectMany(correction => correction.Drift.Select(drift => (correction.Day, Drift: drift)))
            .GroupBy(entry => (entry.Day, entry.Drift.SensorId))
            .OrderBy(group => group.Key.Day).ThenBy(group => group.Key.SensorId, StringComparer.Ordinal)
            .Select(group => new DayDrift(
                group.Key.Day,
                group.Key.SensorId,
                group.Count(),
                Sum(group, drift => drift.Entries),
                Sum(group, drift => drift.Exits),
                Math.Round(group.Sum(entry => entry.Drift.Drift), 3))),
    ];

    private static int Sum(IEnumerable<(DateOnly Day, GateDrift Drift)> drifts, Func<GateDrift, long> number) =>
        (int)Math.Min(int.MaxValue, drifts.Sum(entry => number(entry.Drift)));
}
