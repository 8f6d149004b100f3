using System.Globalization;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>The rules for a single reading.</summary>
internal static class ReadingRules
{
    /// <summary>Rejects a batch that is empty or too large.</summary>
    public static void RequireBatch(IReadOnlyList<Reading> readings) => RequireBatchOf(readings.Count);

    /// <inheritdoc cref="RequireBatch"/>
    public static void RequireBatchOf(int readings)
    {
        if (readings is 0 or > ReadingLimits.MaxReadings)
            throw new InvalidRequestException($"A batch holds 1 to {ReadingLimits.MaxReadings:N0} readings; this one holds {readings:N0}.", "readings");
    }

    /// <summary>Whether the sensor's clock is too far ahead.</summary>
    public static bool IsAhead(Reading reading, DateTimeOffset now) => reading.At > now + ReadingLimits.MaxClockLead;

    /// <summary>Validates a reading. Returns its first error, as a sentence that names the field; null when it is valid.</summary>
    public static string? Validate(Reading reading, LevelSettings settings, DateTimeOffset now) => reading switch
    {
        { Id: null or "" or { Length: > ReadingLimits.MaxIdLength } } => $"id: 1 to {ReadingLimits.MaxIdLength} characters are needed.",
        { SensorId: null or "" or { Length: > ReadingLimits.MaxIdLength } } => $"sensorId: 1 to {ReadingLimits.MaxIdLength} characters are needed.",
        _ when IsAhead(reading, now) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"at: {UtcTime.Format(reading.At)} is more than {ReadingLimits.MaxClockLead.TotalMinutes:N0} minutes ahead of the server's clock, {now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}."),
        { At.Year: < 2000 } => "at: a time after the year 2000 is needed.",
        { Battery: < 0 or > 100 } => "battery: 0 to 100 percent is needed.",
        { Kind: not ReadingKind.Spot, SpotType: not null } => "spotType: only a reading of the kind spot tells a type.",
        { Kind: ReadingKind.Entry or ReadingKind.Exit, Count: < 1 or > ReadingLimits.MaxCars } =>
            string.Create(CultureInfo.InvariantCulture, $"count: 1 to {ReadingLimits.MaxCars:N0} is allowed, not {reading.Count}."),
        { Kind: ReadingKind.Count, Occupied: null or < 0 or > ReadingLimits.MaxOccupied } =>
            string.Create(CultureInfo.InvariantCulture, $"occupied: 0 to {ReadingLimits.MaxOccupied:N0} is needed."),
        { Kind: ReadingKind.Spot, SpotId: null or "" or { Length: > ReadingLimits.MaxSpotIdLength } } => $"spotId: 1 to {ReadingLimits.MaxSpotIdLength} characters are needed.",
        { Kind: ReadingKind.Spot, Occupied: not (0 or 1) } => "occupied: taken or free is needed.",
        { Kind: ReadingKind.Spot, SpotType: { } type } when !settings.Capacity.ContainsKey(type) =>
            $"spotType: the level has {string.Join(", ", settings.Capacity.Keys)} and no spots of this type.",
        { Kind: < ReadingKind.Entry or > ReadingKind.Heartbeat } => $"kind: '{reading.Kind}' is not known.",
        _ => null,
    };
}
