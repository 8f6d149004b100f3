using LiveParking.Grains.History;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Levels.Corrections;
using LiveParking.Grains.Levels.Sensors;

namespace LiveParking.Grains.Levels;

/// <summary>Everything that can happen to a level: pure functions from its unit and an event to a <see cref="LevelOutcome"/>.</summary>
/// <param name="key">The level, for messages.</param>
/// <param name="sensorsPerLevel">Maximum sensors of a level, if configured.</param>
internal sealed class LevelTransitions(LevelKey key, int? sensorsPerLevel)
{
    /// <summary>Readings arrived.</summary>
    /// <exception cref="UnknownLevelException">The level does not exist.</exception>
    public (LevelOutcome Outcome, ReadingResult[] Results) Report(LevelUnit unit, IReadOnlyList<Reading> readings, DateTimeOffset now)
    {
        RequireExists(unit.Level);
        var batch = LevelRules.Report(unit.Level, readings, now, sensorsPerLevel, unit.Sensors.HasAccepted);
        var sensors = SensorRules.Note(unit.Sensors, readings, batch, Bound(unit.Level), now);
        if (ReferenceEquals(batch.State, unit.Level))
            return (new LevelOutcome(unit.With(unit.Level, sensors), [], NextDue(unit.Level, sensors, now)), batch.Results);
        return (Settled(unit, batch.State, sensors, now, level => [.. batch.Samples.Select(sample => LevelSamples.Of(level, sample))]), batch.Results);
    }

    /// <summary>Payloads of the level were rejected before they were readings.</summary>
    /// <exception cref="UnknownLevelException">The level does not exist.</exception>
    public LevelOutcome NoteRefused(LevelUnit unit, IReadOnlyList<RefusedReading> refused, DateTimeOffset now)
    {
        RequireExists(unit.Level);
        var sensors = SensorRules.NoteRefused(unit.Sensors, refused, Bound(unit.Level), now);
        return new LevelOutcome(unit.With(unit.Level, sensors), [], NextDue(unit.Level, sensors, now));
    }

    /// <summary>An operator creates the level or changes its settings.</summary>
    /// <exception cref="PreconditionFailedException">The settings have another version.</exception>
    public LevelOutcome Configure(LevelUnit unit, LevelSettings settings, SiteHours site, long? expected, DateTimeOffset now)
    {
        LevelRules.RequireVersion(key, unit.Level, expected);
        var sensors = unit.Level.Settings is null ? new SensorsState() : unit.Sensors;
        return Settled(unit, LevelRules.Configure(unit.Level, settings, site, now), sensors, now, level => LevelSamples.Now(level, now));
    }

    /// <summary>The location's hours or time zone changed.</summary>
    public static LevelOutcome SetSite(LevelUnit unit, SiteHours site, DateTimeOffset now) => Changed(unit, LevelRules.SetSite(unit.Level, site, now), now);

    /// <summary>An operator sets the true number.</summary>
    /// <exception cref="UnknownLevelException">The level does not exist.</exception>
    public (LevelOutcome Outcome, Correction Correction) Correct(LevelUnit unit, CorrectionRequest request, DateTimeOffset now)
    {
        RequireExists(unit.Level);
        if (CorrectionRules.Find(unit.Level, request.Id) is { } known)
            return (Unchanged(unit, now) with { Samples = LevelSamples.Now(unit.Level, now) }, known);
        if (unit.Level.Corrections.Count >= CorrectionRules.MaxWaiting)
            throw CorrectionRules.TooManyAtOnce();
        var (next, correction) = CorrectionRules.Correct(unit.Level, request, now);
        return (Settled(unit, next, unit.Sensors, now, level => LevelSamples.Now(level, now)), correction);
    }

    /// <summary>The corrections that the level holds are deleted.</summary>
    public static (LevelOutcome Outcome, bool Any) ForgetCorrections(LevelUnit unit, DateTimeOffset now) => unit.Level.Corrections.IsEmpty
        ? (Unchanged(unit, now), false)
        : (Changed(unit, unit.Level with { Corrections = [] }, now), true);

    /// <summary>The ledger has these corrections.</summary>
    public static LevelOutcome KeepInLedger(LevelUnit unit, IReadOnlyList<Correction> sent, DateTimeOffset now) =>
        new(unit.With(CorrectionRules.MarkInLedger(unit.Level, sent), unit.Sensors), [], NextDue(unit.Level, unit.Sensors, now));

    /// <summary>The level is removed.</summary>
    /// <exception cref="UnknownLevelException">The level does not exist.</exception>
    /// <exception cref="PreconditionFailedException">The settings have another version.</exception>
    public LevelOutcome Remove(LevelUnit unit, long? expected, DateTimeOffset now)
    {
        RequireExists(unit.Level);
        LevelRules.RequireVersion(key, unit.Level, expected);
        return new LevelOutcome(unit with { Level = LevelRules.Remove(unit.Level, now) }, LevelSamples.End(unit.Level, now), null);
    }

    /// <summary>Time has passed: hours, silence and trend may be others.</summary>
    public static LevelOutcome Reassess(LevelUnit unit, DateTimeOffset now) => unit.Level.Settings is null
        ? new LevelOutcome(unit, [], null)
        : Settled(unit, unit.Level, SensorRules.NoteSilence(unit.Sensors, SilencePolicy.Of(unit.Level), now), now, _ => []);

    private SensorBound Bound(LevelState level) => SensorBound.Of(level.Settings!, sensorsPerLevel, level.Sensors.Count);

    private static LevelOutcome Unchanged(LevelUnit unit, DateTimeOffset now) => new(unit, [], NextDue(unit.Level, unit.Sensors, now));

    private static LevelOutcome Changed(LevelUnit unit, LevelState changed, DateTimeOffset now) =>
        ReferenceEquals(changed, unit.Level) ? Unchanged(unit, now) : Settled(unit, changed, unit.Sensors, now, _ => []);

    /// <summary>Draws all conclusions from a change.</summary>
    private static LevelOutcome Settled(
        LevelUnit unit, LevelState changed, SensorsState sensors, DateTimeOffset now, Func<LevelState, IReadOnlyList<OccupancySample>> samples)
    {
        var level = changed.Settings is null
            ? changed
            : LevelRules.Settle(unit.Level, changed, SensorRules.Coverage(sensors, SilencePolicy.Of(changed), now), now);
        return new LevelOutcome(unit.With(level, sensors), samples(level), NextDue(level, sensors, now));
    }

    /// <summary>When the level must be looked at again although nothing happens; null for never.</summary>
    public static DateTimeOffset? NextDue(LevelUnit unit, DateTimeOffset now) => NextDue(unit.Level, unit.Sensors, now);

    private static DateTimeOffset? NextDue(LevelState level, SensorsState sensors, DateTimeOffset now)
    {
        if (level.Settings is null)
            return null;
        var moment = LevelAssessment.NextMoment(level, now);
        var silence = SensorRules.NextSilence(sensors, SilencePolicy.Of(level));
        return moment is null || silence < moment ? silence : moment;
    }

    private void RequireExists(LevelState level)
    {
        if (level.Settings is null)
            throw new UnknownLevelException(key.LocationId, key.LevelId);
    }
}
