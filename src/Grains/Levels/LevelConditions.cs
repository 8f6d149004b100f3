using LiveParking.Grains.Alarms;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels.Sensors;

namespace LiveParking.Grains.Levels;

/// <summary>What is wrong with a level, for alarms. Pure functions.</summary>
internal static class LevelConditions
{
    /// <summary>Usual intervals without a message after which a sensor is missing.</summary>
    private const int MissedIntervals = 3;

    /// <summary>Cars that a correction or a disagreement may be about without being an alarm.</summary>
    private const int SmallDifference = 5;

    private static readonly TimeSpan MinMissing = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DriftHolds = TimeSpan.FromDays(7);

    /// <summary>The report of a level.</summary>
    /// <param name="levelId">Its id within the location.</param>
    /// <param name="unit">Its state; without settings nothing is wrong.</param>
    /// <param name="options">When something is an alarm.</param>
    /// <param name="heardFrom">Since when sensors can be heard here: silence before does not count.</param>
    /// <param name="silentBefore">Sensors that were known to be silent before that.</param>
    /// <param name="now">Our clock.</param>
    public static AlarmReport Of(
        string levelId, LevelUnit unit, AlarmOptions options, DateTimeOffset heardFrom, IReadOnlySet<string> silentBefore, DateTimeOffset now)
    {
        var source = AlarmTransitions.LevelSource + levelId;
        if (unit.Level.Settings is null)
            return new AlarmReport(source, []);
        var policy = SilencePolicy.Of(unit.Level);
        List<AlarmCondition> conditions = [];
        AddSensors(conditions, unit.Sensors, policy, options, heardFrom, silentBefore, now);
        AddCounts(conditions, levelId, unit.Level, options, now);
        return new AlarmReport(source, conditions, PresenceOf(unit, policy, heardFrom, now));
    }

    /// <summary>When the next sensor will be missing; null when none will.</summary>
    public static DateTimeOffset? NextMissing(LevelUnit unit, DateTimeOffset heardFrom, DateTimeOffset now)
    {
        if (unit.Level.Settings is null)
            return null;
        var policy = SilencePolicy.Of(unit.Level);
        DateTimeOffset? next = null;
        foreach (var sensor in unit.Sensors.Sensors.Values)
        {
            if (MissingFrom(sensor, policy, heardFrom) is { } moment && moment > now && (next is null || moment < next))
                next = moment;
        }

        return next;
    }

    private static void AddSensors(
        List<AlarmCondition> conditions, SensorsState sensors, SilencePolicy policy, AlarmOptions options, DateTimeOffset heardFrom, IReadOnlySet<string> silentBefore,
        DateTimeOffset now)
    {
        List<string> silent = [], failing = [], low = [];
        string? fault = null;
        foreach (var (id, sensor) in sensors.Sensors.OrderBy(sensor => sensor.Key, StringComparer.Ordinal))
        {
            if (sensor.Accepted == 0 || now - sensor.LastSeen >= SensorRules.GoneAfter(policy))
                continue;
            switch (SensorRules.HealthOf(sensor, policy, now))
            {
                // One that could not be heard may have sent all the time.
                case SensorHealth.Silent when (sensor.LastSeen < heardFrom && silentBefore.Contains(id)) || now >= policy.SilentFrom(sensor with { LastSeen = Later(sensor.LastSeen, heardFrom) }):
                    silent.Add(id);
                    break;
                case SensorHealth.Failing:
                    failing.Add(id);
                    fault = sensor.Fault;
                    break;
            }

            if (sensor.Battery < options.BatteryBelowPercent)
                low.Add(id);
        }

        Add(conditions, AlarmKind.SensorFailing, failing, fault);
        Add(conditions, AlarmKind.SensorSilent, silent, null);
        Add(conditions, AlarmKind.SensorBattery, low, null);
    }

    private static void AddCounts(List<AlarmCondition> conditions, string levelId, LevelState level, AlarmOptions options, DateTimeOffset now)
    {
        var total = Occupancy.Total(level.Settings!);
        if (Occupancy.Number(level) is { } number && (number < -SmallDifference || SensorRules.IsFarAbove(number, total)))
        {
            conditions.Add(new AlarmCondition(AlarmKind.CountImpossible, 1, [levelId], number < 0
                ? $"More cars left level '{levelId}' than were counted in: the number is {number:N0}."
                : $"{number:N0} cars are counted on {total:N0} spots of level '{levelId}'."));
        }

        if (Occupancy.Disagreement(level) is { } two && IsLarge(two.Difference, total, options.DisagreementAbovePercent))
        {
            conditions.Add(new AlarmCondition(
                AlarmKind.CountDisagreement, 1, [levelId], $"On level '{levelId}' the gates count {two.Gates:N0} cars and the spot sensors {two.Spots:N0}."));
        }

        if (level.Corrections is [.., { Correction: { Before: { } before } correction }] && now - correction.At < DriftHolds)
        {
            var traffic = correction.Drift.Sum(gate => (long)gate.Entries + gate.Exits);
            if (traffic > 0 && IsLarge(before - correction.After, traffic, options.DriftAbovePercent))
            {
                conditions.Add(new AlarmCondition(
                    AlarmKind.CountDrift, 1, [levelId],
                    $"The last correction of level '{levelId}' was {correction.After - before:+#,0;-#,0} cars after {traffic:N0} counted ones."));
            }
        }
    }

    private static bool IsLarge(long difference, long whole, int percent) =>
        Math.Abs(difference) > SmallDifference && Math.Abs(difference) * 100 > whole * percent;

    private static void Add(List<AlarmCondition> conditions, AlarmKind kind, List<string> names, string? detail)
    {
        if (names.Count > 0)
            conditions.Add(new AlarmCondition(kind, names.Count, [.. names.Take(AlarmCondition.MaxNames)], names.Count == 1 ? detail : null));
    }

    /// <summary>Fewer missing sensors than a quarter are no news for the site.</summary>
    private static SensorPresence PresenceOf(LevelUnit unit, SilencePolicy policy, DateTimeOffset heardFrom, DateTimeOffset now)
    {
        int known = 0, missing = 0, unsure = 0;
        foreach (var sensor in unit.Sensors.Sensors.Values)
        {
            if (MissingFrom(sensor, policy, heardFrom) is not { } moment || now - sensor.LastSeen >= SensorRules.GoneAfter(policy))
                continue;
            known++;
            missing += moment <= now ? 1 : 0;
            unsure += moment > now && sensor.LastSeen < heardFrom && MissingFrom(sensor, policy, DateTimeOffset.MinValue) <= now ? 1 : 0;
        }

        return new SensorPresence(known, missing * 4 >= known ? missing : 0, unsure);
    }

    /// <summary>When a sensor is missing if it sends nothing; null when its usual interval is not known, or does not count because the level is closed.</summary>
    private static DateTimeOffset? MissingFrom(SensorStatistics sensor, SilencePolicy policy, DateTimeOffset heardFrom)
    {
        if (policy.IsClosed || sensor.Accepted == 0 || sensor.UsualInterval is not { } interval)
            return null;
        var patience = TimeSpan.FromSeconds(interval * MissedIntervals);
        var heard = Later(sensor.LastSeen, heardFrom);
        return (policy.OpenSince is { } opened ? Later(heard, opened) : heard) + (patience > MinMissing ? patience : MinMissing);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
