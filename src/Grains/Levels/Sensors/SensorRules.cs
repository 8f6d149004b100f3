using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels.Sensors;

/// <summary>What readings and silence say about sensors: pure functions from what is known to what is known next.</summary>
internal static class SensorRules
{
    public const int MostAnomalies = 50;

    /// <summary>Sensors that are kept though none of their readings was ever accepted.</summary>
    public const int MostStrangers = 64;

    /// <summary>A sensor that was not heard for this long, and for three of its limits, is taken for gone: confidence does without it.</summary>
    public static readonly TimeSpan Gone = TimeSpan.FromDays(7);

    private const int SilentLimitsUntilGone = 3;
    private const int NotableRepetitions = 3;
    private const int LongestReason = 200;
    private static readonly TimeSpan OneAnomaly = TimeSpan.FromHours(1);

    /// <summary>Notes what a batch told about its sensors.</summary>
    public static SensorsState Note(SensorsState state, IReadOnlyList<Reading> readings, Reported reported, SensorBound bound, DateTimeOffset now)
    {
        var (results, faults, newSensors) = (reported.Results, reported.Faults, reported.NewSensors);
        var sensors = new SensorList(state.Sensors, bound);
        var next = state;
        int fault = 0, refused = 0;
        for (var i = 0; i < readings.Count; i++)
        {
            var (reading, result) = (readings[i], results[i]);
            CountFault? impossible = fault < faults.Count && faults[fault].Place == i ? faults[fault++] : null;
            var isRefused = refused < newSensors.Count && newSensors[refused] == i;
            refused += isRefused ? 1 : 0;
            if (reading.SensorId is null or "" or { Length: > 128 } || sensors.Find(reading.SensorId, result.Outcome == ReadingOutcome.Accepted) is not { } known)
                continue;
            var signs = Seen(known, reading, result, impossible, now);
            sensors.Set(reading.SensorId, signs);
            if (AnomalyOf(reading, result, impossible, isRefused, signs, now) is { } anomaly)
                next = WithAnomaly(next, anomaly, ofLevel: impossible is { Alone: false });
        }

        return next with { Schema = SensorsState.CurrentSchema, Sensors = sensors.Trimmed() };
    }

    /// <summary>Notes what was no reading, as a rejected one.</summary>
    public static SensorsState NoteRefused(SensorsState state, IReadOnlyList<RefusedReading> refused, SensorBound bound, DateTimeOffset now)
    {
        var sensors = new SensorList(state.Sensors, bound);
        var next = state;
        foreach (var each in refused)
        {
            if (each.SensorId is null or "" or { Length: > 128 } || sensors.Find(each.SensorId, isAccepted: false) is not { } signs)
                continue;
            var reason = each.Reason.Length <= LongestReason ? each.Reason : each.Reason[..LongestReason];
            sensors.Set(each.SensorId, signs with
            {
                LastSeen = now,
                SilenceNoted = false,
                RepeatedInARow = 0,
                Rejected = signs.Rejected + 1,
                Fault = each.IsPast ? signs.Fault : reason,
            });
            next = WithAnomaly(next, new LevelAnomaly(AnomalyKind.Rejected, now, now, 1, each.SensorId, null, null, reason));
        }

        return next with { Schema = SensorsState.CurrentSchema, Sensors = sensors.Trimmed() };
    }

    /// <summary>Notes the sensors that have become silent.</summary>
    public static SensorsState NoteSilence(SensorsState state, SensorPatience patience, DateTimeOffset now)
    {
        var next = state;
        foreach (var (id, signs) in state.Sensors)
        {
            if (signs.SilenceNoted || signs.Accepted == 0 || !patience.IsSilent(signs, now))
                continue;
            next = next with { Sensors = next.Sensors.SetItem(id, signs with { SilenceNoted = true }) };
            next = WithAnomaly(next, new LevelAnomaly(
                AnomalyKind.Silent, now, now, 1, id, null, null, $"Sensor '{id}' has not been heard for {patience.Limit.TotalSeconds:N0} s."));
        }

        return next;
    }

    /// <summary>When the next sensor will have been silent for its limit; null when none will.</summary>
    public static DateTimeOffset? NextSilence(SensorsState state, SensorPatience patience)
    {
        if (patience.IsClosed)
            return null;
        DateTimeOffset? next = null;
        foreach (var signs in state.Sensors.Values)
        {
            if (!signs.SilenceNoted && signs.Accepted > 0 && (next is null || patience.SilentFrom(signs) < next))
                next = patience.SilentFrom(signs);
        }

        return next;
    }

    /// <summary>The share of the sensors that are well, among those that were accepted once and are not gone; 1 when there are none.</summary>
    public static double Coverage(SensorsState state, SensorPatience patience, DateTimeOffset now)
    {
        var gone = patience.Limit * SilentLimitsUntilGone > Gone ? patience.Limit * SilentLimitsUntilGone : Gone;
        int known = 0, well = 0;
        foreach (var signs in state.Sensors.Values)
        {
            if (signs.Accepted == 0 || now - signs.LastSeen >= gone)
                continue;
            known++;
            if (HealthOf(signs, patience, now) == SensorHealth.Ok)
                well++;
        }

        return known == 0 ? 1 : (double)well / known;
    }

    /// <summary>How a sensor is.</summary>
    public static SensorHealth HealthOf(SensorSigns signs, SensorPatience patience, DateTimeOffset now) =>
        patience.IsSilent(signs, now) ? SensorHealth.Silent : signs.Fault is null ? SensorHealth.Ok : SensorHealth.Failing;

    /// <summary>What an operator sees of a level's sensors.</summary>
    public static LevelSensors View(LevelKey key, LevelState level, SensorsState state, DateTimeOffset now)
    {
        var patience = SensorPatience.Of(level);
        return new LevelSensors(
            key.LocationId,
            key.LevelId,
            level.Settings!.Counting,
            (int)patience.Limit.TotalSeconds,
            [.. state.Sensors.OrderByDescending(sensor => sensor.Value.LastSeen).Select(sensor => Status(sensor.Key, sensor.Value, patience, now))],
            [.. state.Anomalies.Reverse()],
            Occupancy.Disagreement(level));
    }

    /// <summary>What an operator sees of a sensor.</summary>
    private static SensorStatus Status(string id, SensorSigns signs, SensorPatience patience, DateTimeOffset now)
    {
        var health = HealthOf(signs, patience, now);
        return new SensorStatus(
            id,
            health,
            health switch
            {
                SensorHealth.Silent => $"Not heard for {patience.Limit.TotalSeconds:N0} s or longer.",
                SensorHealth.Failing => signs.Fault,
                _ => null,
            },
            signs.LastSeen,
            signs.LastReadingAt,
            signs.ClockOffset,
            signs.Battery,
            signs.PerHour(now),
            signs.Accepted,
            signs.Duplicates,
            signs.Late,
            signs.Rejected);
    }

    private static SensorSigns Seen(SensorSigns signs, Reading reading, ReadingResult result, CountFault? impossible, DateTimeOffset now)
    {
        var next = signs with
        {
            LastSeen = now,
            SilenceNoted = false,
            ClockOffset = Math.Round((reading.At - now).TotalSeconds, 1),
            RepeatedInARow = result.Outcome == ReadingOutcome.Duplicate ? signs.RepeatedInARow + 1 : 0,
        };
        switch (result.Outcome)
        {
            case ReadingOutcome.Accepted:
                next = next.Counted(now);
                return next with
                {
                    Accepted = next.Accepted + 1,
                    Battery = reading.Battery ?? next.Battery,
                    LastReadingAt = next.LastReadingAt is { } newest && newest > reading.At ? newest : reading.At,
                    Fault = impossible is { Alone: true } count && IsFarAbove(count)
                        ? $"It counted {reading.Occupied:N0} of {count.Total:N0} spots."
                        : null,
                };
            case ReadingOutcome.Duplicate:
                return next with { Duplicates = next.Duplicates + 1 };
            case ReadingOutcome.Late:
                return next with { Late = next.Late + 1 };
            default:
                return next with { Rejected = next.Rejected + 1, Fault = result.Reason };
        }
    }

    /// <summary>Cars that stand outside the bays are no fault of a sensor; a tenth more than there are bays is.</summary>
    private static bool IsFarAbove(CountFault count) => count.Number > (count.Total * 1.1) + 5;

    private static LevelAnomaly? AnomalyOf(
        Reading reading, ReadingResult result, CountFault? impossible, bool isRefused, SensorSigns signs, DateTimeOffset now)
    {
        if (isRefused)
        {
            return new LevelAnomaly(
                AnomalyKind.TooManySensors, now, now, 1, reading.SensorId, null, null,
                $"Sensor '{reading.SensorId}' is new, and the level knows as many sensors as it may.");
        }

        if (impossible is { } fault)
        {
            return new LevelAnomaly(fault.Kind, now, now, 1, reading.SensorId, fault.Number, fault.Total, fault.Kind == AnomalyKind.BelowZero
                ? $"More cars left than were counted in: the number is {fault.Number:N0}."
                : $"{fault.Number:N0} cars are counted on {fault.Total:N0} spots.");
        }

        if (result.Outcome == ReadingOutcome.Rejected)
        {
            var kind = ReadingRules.IsAhead(reading, now) ? AnomalyKind.ClockAhead : AnomalyKind.Rejected;
            return new LevelAnomaly(kind, now, now, 1, reading.SensorId, null, null, result.Reason ?? "");
        }

        return result.Outcome == ReadingOutcome.Duplicate && signs.RepeatedInARow >= NotableRepetitions
            ? new LevelAnomaly(
                AnomalyKind.Repeated, now, now, 1, reading.SensorId, null, null,
                $"Sensor '{reading.SensorId}' repeats readings that are stored: {signs.RepeatedInARow:N0} in a row.")
            : null;
    }

    /// <summary>
    /// The same of one sensor within the hour is one anomaly that happened several times; so are several sensors falling silent, and
    /// (<paramref name="ofLevel"/>) a number that stays impossible whichever sensors move it: that one names the sensor with which it began.
    /// </summary>
    private static SensorsState WithAnomaly(SensorsState state, LevelAnomaly anomaly, bool ofLevel = false)
    {
        var same = state.Anomalies.FindLastIndex(known =>
            known.Kind == anomaly.Kind
            && (ofLevel || known.SensorId == anomaly.SensorId || anomaly.Kind == AnomalyKind.Silent)
            && anomaly.At - known.At < OneAnomaly);
        var anomalies = state.Anomalies;
        if (same >= 0)
        {
            var known = anomalies[same];
            anomaly = anomaly with { FirstAt = known.FirstAt, Times = known.Times + 1, SensorId = ofLevel ? known.SensorId : anomaly.SensorId };
            anomalies = anomalies.RemoveAt(same);
        }

        anomalies = anomalies.Add(anomaly);
        return state with { Anomalies = anomalies.Count > MostAnomalies ? WithoutOldestOfMany(anomalies) : anomalies };
    }

    /// <summary>The oldest of the kind of which there are most goes: many made-up sensors can't push out what happened to others in another way.</summary>
    private static ImmutableList<LevelAnomaly> WithoutOldestOfMany(ImmutableList<LevelAnomaly> anomalies)
    {
        var kind = anomalies.CountBy(anomaly => anomaly.Kind).MaxBy(count => count.Value).Key;
        return anomalies.RemoveAt(anomalies.FindIndex(anomaly => anomaly.Kind == kind));
    }
}
