using System.Collections.Immutable;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>
/// The rules of a level: pure functions from a state and an event to the next state. The grain loads, applies the rules, stores and publishes. The
/// result of a rule must still be passed to <see cref="Settle">Settle</see>, except that of <see cref="Remove"/>.
/// </summary>
internal static class LevelRules
{
    /// <summary>Applies settings; the count continues.</summary>
    public static LevelState Configure(LevelState state, LevelSettings settings, SiteHours site, DateTimeOffset now)
    {
        // A level that is created again starts empty and unknown; only its versions continue.
        var basis = state.Settings is null
            ? new LevelState
            {
                Version = state.Version,
                SettingsVersion = state.SettingsVersion,
                Sensors = state.Sensors,
                ForgottenUntil = state.ForgottenUntil,
                AheadForgottenUntil = state.AheadForgottenUntil,
                RemovedAt = state.RemovedAt,
                Corrections = state.Corrections,
            }
            : state;
        var next = basis with
        {
            Settings = settings,
            Site = site,
            SettingsVersion = Versions.Next(state.SettingsVersion, now),
            HistoryTypes = TypesOf(state).Union(settings.Capacity.Keys),
        };
        return Opened(state, LevelAssessment.WithHoursAnew(Occupancy.WithTypes(next), now), now);
    }

    /// <summary>The types of spots that a level has or had. Levels stored by 0.3.0 and earlier know only those that they have.</summary>
    private static ImmutableSortedSet<string> TypesOf(LevelState state) =>
        (state.HistoryTypes ?? ImmutableSortedSet.Create<string>(StringComparer.Ordinal)).Union(state.Settings?.Capacity.Keys ?? []);

    /// <summary>Applies changed hours of the location.</summary>
    public static LevelState SetSite(LevelState state, SiteHours site, DateTimeOffset now) =>
        state.Settings is null || state.Site == site
            ? state
            : Opened(state, LevelAssessment.WithHoursAnew(state with { Site = site }, now), now);

    /// <summary>Throws unless the settings have the version that a caller expects; see <see cref="ILevelGrain.ConfigureAsync"/>.</summary>
    /// <exception cref="PreconditionFailedException">The settings have another version.</exception>
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

    /// <summary>Removes the level; the versions stay, so that a new level with this name continues from them.</summary>
    public static LevelState Remove(LevelState state, DateTimeOffset now) =>
        new()
        {
            Schema = LevelState.CurrentSchema,
            Version = Versions.Next(state.Version, now),
            SettingsVersion = state.SettingsVersion,
            UpdatedAt = now,
            // Readings counted before the removal must not count again in a new level with this name.
            RemovedAt = Times.Later(state.RemovedAt, now),
            ForgottenUntil = state.ForgottenUntil,
            AheadForgottenUntil = state.AheadForgottenUntil,
            Sensors = StillToCome(state, now),
            Corrections = state.Corrections,
            HistoryTypes = TypesOf(state),
        };

    /// <summary>Applies readings in the order given. The state is the same object when none of them changed anything.</summary>
    /// <param name="state">A level that exists.</param>
    /// <param name="readings">The batch.</param>
    /// <param name="now">Our clock.</param>
    /// <param name="sensors">Maximum sensors of a level, if configured.</param>
    /// <param name="isKnown">Whether a sensor was accepted before, even if its readings are forgotten; it is accepted above the limit too.</param>
    public static BatchOutcome Report(
        LevelState state, IReadOnlyList<Reading> readings, DateTimeOffset now, int? sensors = null, Func<string, bool>? isKnown = null) =>
        new ReadingBatchProcessor(state, now, SensorBound.Of(state.Settings!, sensors, state.Sensors.Count), isKnown ?? (_ => false)).Process(readings);

    /// <summary>
    /// Updates everything that follows from a change, or from time alone, and assigns a version when the change is visible. The state is the same
    /// object as <paramref name="before"/> when nothing has changed.
    /// </summary>
    /// <param name="before">The state before the change.</param>
    /// <param name="changed">The state after it; the same when only time has passed.</param>
    /// <param name="coverage">The share of its sensors that are healthy, 0 to 1.</param>
    /// <param name="now">Our clock.</param>
    public static LevelState Settle(LevelState before, LevelState changed, double coverage, DateTimeOffset now)
    {
        if (changed.Settings is null)
            return changed;
        var next = LevelAssessment.At(changed, coverage, now);
        if (ReferenceEquals(next, before))
            return before;
        next = next with { Schema = LevelState.CurrentSchema };
        return Shows(before, next) ? next with { Version = Versions.Next(before.Version, now), UpdatedAt = now } : next;
    }

    /// <summary>The status of the level for clients.</summary>
    /// <exception cref="UnknownLevelException">The level does not exist.</exception>
    public static LevelStatus Status(LevelKey key, LevelState state)
    {
        if (state.Settings is not { } settings)
            throw new UnknownLevelException(key.LocationId, key.LevelId);
        return new LevelStatus(
            key.LocationId,
            key.LevelId,
            settings.Name,
            Spots.Of(Occupancy.Total(settings), Math.Max(0, Occupancy.Number(state) ?? 0)),
            Occupancy.ByType(state),
            state.IsClosed ? OccupancyStatus.Closed : state.Silence == LevelSilence.Lost ? OccupancyStatus.Unknown : state.Status,
            state.Trend,
            state.Silence != LevelSilence.None,
            state.Confidence,
            state.Version,
            state.UpdatedAt,
            settings.HeightLimit,
            settings.Closed ? settings.ClosedReason : null,
            OpensAt: state is { OutsideHours: true, Settings.Closed: false } ? state.HoursChangeAt : null,
            ClosesAt: state.IsClosed ? null : state.HoursChangeAt);
    }

    /// <summary>Whether a client would see the difference, or a sensor has confirmed the number.</summary>
    private static bool Shows(LevelState before, LevelState next) =>
        !ReferenceEquals(before.Settings, next.Settings)
        || Occupancy.Number(before) != Occupancy.Number(next)
        || !ReferenceEquals(before.Spots, next.Spots)
        || !ReferenceEquals(before.TakenByType, next.TakenByType)
        || before.Anchor != next.Anchor
        || before.CountedAt != next.CountedAt
        || before.HoursChangeAt != next.HoursChangeAt
        || (before.Status, before.IsClosed, before.Silence, before.Confidence, before.Trend)
            != (next.Status, next.IsClosed, next.Silence, next.Confidence, next.Trend);

    /// <summary>The readings whose sensor time is in the future, without their effect: they must be known when they are sent again later.</summary>
    private static ImmutableDictionary<string, SensorMemory> StillToCome(LevelState state, DateTimeOffset now) =>
        state.Sensors.Where(sensor => sensor.Value.Recent.CountAfter(now) > 0).ToImmutableDictionary(
            sensor => sensor.Key,
            sensor => sensor.Value with
            {
                Recent = RememberedReadings.Of([.. sensor.Value.Recent.Where(reading => reading.Own > now).Select(reading => reading with { Change = 0 })]),
            });

    private static LevelState Opened(LevelState before, LevelState next, DateTimeOffset now) =>
        before.IsClosed && !next.IsClosed ? next with { OpenSince = now } : next;
}
