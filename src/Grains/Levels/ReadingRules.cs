using System.Globalization;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>What a reading must be like on its own.</summary>
internal static class ReadingRules
{
    public const int MostInBatch = 1000;
    private const int LongestName = 128;
    private const int MostCarsAtOnce = 10_000;
    private const int LargestCount = 1_000_000;

    /// <summary>Refuses a batch that is empty or too large.</summary>
    public static void RequireBatch(IReadOnlyList<Reading> readings)
    {
        if (readings.Count is 0 or > MostInBatch)
            throw new InvalidRequestException($"A batch holds 1 to {MostInBatch:N0} readings; this one holds {readings.Count:N0}.");
    }

    /// <summary>The first fault of a reading, as a sentence that names the field; null when there is none.</summary>
    public static string? Fault(Reading reading, DateTimeOffset now) => reading switch
    {
        { Id: null or "" or { Length: > LongestName } } => $"id: 1 to {LongestName} characters are needed.",
        { SensorId: null or "" or { Length: > LongestName } } => $"sensorId: 1 to {LongestName} characters are needed.",
        { At: var at } when at > now + LevelRules.LargestClockLead =>
            $"at: {UtcTime.Format(at)} is more than {LevelRules.LargestClockLead.TotalMinutes:N0} minutes ahead of the server's clock, {UtcTime.Format(now)}.",
        { At.Year: < 2000 } => "at: a time after the year 2000 is needed.",
        { Kind: ReadingKind.Entry or ReadingKind.Exit, Count: < 1 or > MostCarsAtOnce } =>
            string.Create(CultureInfo.InvariantCulture, $"count: 1 to {MostCarsAtOnce:N0} is allowed, not {reading.Count}."),
        { Kind: ReadingKind.Count, Occupied: null or < 0 or > LargestCount } =>
            string.Create(CultureInfo.InvariantCulture, $"occupied: 0 to {LargestCount:N0} is needed."),
        { Kind: not (ReadingKind.Entry or ReadingKind.Exit or ReadingKind.Count) } => $"kind: '{reading.Kind}' is not known.",
        _ => null,
    };
}
