using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>
/// The rules of a level: pure functions from a state and what happens to the next state. The grain loads, asks them, stores
/// and publishes.
/// </summary>
internal static class LevelRules
{
    /// <summary>How far a sensor's clock may be ahead of ours.</summary>
    public static readonly TimeSpan LargestClockLead = TimeSpan.FromMinutes(5);

    /// <summary>Applies settings; the count goes on.</summary>
    public static LevelState Configure(LevelState state, LevelSettings settings, SiteHours site, DateTimeOffset now)
    {
        // A level that is made anew starts empty and unknown; only its versions go on.
        var basis = state.Settings is null
            ? new LevelState { Version = state.Version, SettingsVersion = state.SettingsVersion, ForgottenUntil = state.ForgottenUntil }
            : state;
        return Changed(basis with { Settings = settings, Site = site, SettingsVersion = Versions.Next(state.SettingsVersion, now) }, now);
    }

    /// <summary>The location has other hours.</summary>
    public static LevelState SetSite(LevelState state, SiteHours site, DateTimeOffset now) => Changed(state with { Site = site }, now);

    /// <summary>Passes when the settings have the version that a caller has seen; see <see cref="ILevelGrain.ConfigureAsync"/>.</summary>
    /// <exception cref="PreconditionFailedException">They have another one.</exception>
    public static void RequireVersion(LevelKey key, LevelState state, long? expected)
    {
        var current = state.Settings is null ? 0 : state.SettingsVersion;
        if (expected is { } seen && seen != current)
        {
            throw new PreconditionFailedException(current == 0
                ? $"There is no level '{key}' (any more)."
                : $"The settings of level '{key}' have version {current}, not {seen}: read them again.");
        }
    }

    /// <summary>Removes the level; the versions stay, so that a new one of this name goes on from them.</summary>
    public static LevelState Remove(LevelState state, DateTimeOffset now) =>
        new()
        {
            Schema = LevelState.CurrentSchema,
            Version = Versions.Next(state.Version, now),
            SettingsVersion = state.SettingsVersion,
            UpdatedAt = now,
            // What was counted before must not count again in a new level of this name.
            ForgottenUntil = state.Sensors.Values.SelectMany(sensor => sensor.Recent).Select(reading => reading.At)
                .Append(state.ForgottenUntil ?? DateTimeOffset.MinValue).Append(now).Max(),
        };

    /// <summary>Applies readings in the order given. The state is the same object when none of them changed anything.</summary>
    public static (LevelState State, ReadingResult[] Results) Report(LevelState state, IReadOnlyList<Reading> readings, DateTimeOffset now)
    {
        var next = state;
        var results = new ReadingResult[readings.Count];
        for (var i = 0; i < results.Length; i++)
            (next, results[i]) = Report(next, readings[i], now);
        return (ReferenceEquals(next, state) ? state : Changed(ReadingMemory.Trim(next), now), results);
    }

    /// <summary>The level as phones see it.</summary>
    /// <exception cref="UnknownLevelException">It does not exist.</exception>
    public static LevelStatus Status(LevelKey key, LevelState state)
    {
        if (state.Settings is not { } settings)
            throw new UnknownLevelException(key.LocationId, key.LevelId);
        return new LevelStatus(
            key.LocationId,
            key.LevelId,
            settings.Name,
            Spots.Of(Total(settings), Math.Max(0, state.Occupied)),
            ByType: null,
            state.Status,
            Trend: null,
            Stale: false,
            Confidence: null,
            state.Version,
            state.UpdatedAt);
    }

    /// <summary>Capacity less what is out of service.</summary>
    public static int Total(LevelSettings settings) =>
        settings.Capacity.Values.Sum() - (settings.OutOfService?.Values.Sum() ?? 0);

    /// <summary>The status for a count, by thresholds with hysteresis around the status before.</summary>
    public static OccupancyStatus StatusFor(int occupied, int total, OccupancyThresholds thresholds, OccupancyStatus before)
    {
        if (total <= 0)
            return OccupancyStatus.Full;
        var share = (double)occupied / total;
        var full = before == OccupancyStatus.Full ? thresholds.FullDown : thresholds.Full;
        if (share >= full)
            return OccupancyStatus.Full;
        var almost = before is OccupancyStatus.AlmostFull or OccupancyStatus.Full ? thresholds.AlmostFullDown : thresholds.AlmostFull;
        return share >= almost ? OccupancyStatus.AlmostFull : OccupancyStatus.Open;
    }

    private static (LevelState State, ReadingResult Result) Report(LevelState state, Reading raw, DateTimeOffset now)
    {
        if (ReadingRules.Fault(raw, now) is { } fault)
            return (state, new ReadingResult(raw.Id, ReadingOutcome.Rejected, fault));
        // Times are stored in milliseconds: what is compared must be what will be stored.
        var reading = raw with { At = DateTimeOffset.FromUnixTimeMilliseconds(raw.At.ToUnixTimeMilliseconds()) };
        var fingerprint = RememberedReading.FingerprintOf(reading.Id);
        var memory = ReadingMemory.Of(state, reading.SensorId);
        if (memory.Knows(fingerprint))
            return (state, new ReadingResult(reading.Id, ReadingOutcome.Duplicate));
        if (memory.ForgottenUntil is { } forgotten && reading.At <= forgotten)
            return (state, Late(reading, $"Readings of this sensor up to {UtcTime.Format(forgotten)} are no longer told apart."));
        if (reading.Kind == ReadingKind.Count && state.Anchor is { } anchor && reading.At < anchor.At)
            return (state, Late(reading, $"A count of {UtcTime.Format(anchor.At)} stands already."));

        var change = reading.Kind switch
        {
            ReadingKind.Entry => reading.Count,
            ReadingKind.Exit => -reading.Count,
            _ => 0,
        };
        var next = reading.Kind == ReadingKind.Count
            ? state with
            {
                Anchor = new AbsoluteCount(reading.At, reading.Occupied!.Value),
                Occupied = reading.Occupied!.Value + ReadingMemory.ChangesAfter(state, reading.At),
            }
            : state with { Occupied = state.Occupied + (state.Anchor is { } since && reading.At <= since.At ? 0 : change) };
        next = next with
        {
            Status = StatusFor(next.Occupied, Total(state.Settings!), state.Settings!.Thresholds ?? OccupancyThresholds.Default, state.Status),
            Sensors = next.Sensors.SetItem(reading.SensorId, memory.With(new RememberedReading(fingerprint, reading.At, change))),
        };
        return (next, new ReadingResult(reading.Id, ReadingOutcome.Accepted));
    }

    private static ReadingResult Late(Reading reading, string reason) => new(reading.Id, ReadingOutcome.Late, reason);

    private static LevelState Changed(LevelState state, DateTimeOffset now)
    {
        var settings = state.Settings!;
        return state with
        {
            Schema = LevelState.CurrentSchema,
            Version = Versions.Next(state.Version, now),
            UpdatedAt = now,
            Status = state.Status == OccupancyStatus.Unknown
                ? OccupancyStatus.Unknown
                : StatusFor(state.Occupied, Total(settings), settings.Thresholds ?? OccupancyThresholds.Default, state.Status),
        };
    }
}
