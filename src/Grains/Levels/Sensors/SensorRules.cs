using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels.Sensors;

/// <summary>The effect of readings and silence on sensor statistics: pure functions from one state to the next.</summary>
internal static class SensorRules
{
    public const int MaxAnomalies = 50;

    /// <summary>Maximum recorded sensors without an accepted reading.</summary>
    public const int MaxUnaccepted = 64;

    /// <summary>A sensor that was silent for this long, and for three of its limits, counts as gone: confidence ignores it.</summary>
    public static readonly TimeSpan MinGoneSilence = TimeSpan.FromDays(7);

    private const int SilentLimitsUntilGone = 3;
    private const int NotableRepetitions = 3;
    private const int MaxReasonLength = 200;
    private static readonly TimeSpan OneAnomaly = TimeSpan.FromHours(1);

    /// <summary>Records the sensors of a batch.</summary>
    public static SensorsState Note(SensorsState state, IReadOnlyList<Reading> readings, BatchOutcome reported, SensorBound bound, DateTimeOffset now)
    {
        var (results, faults, refused) = (reported.Results, reported.Faults, reported.Refused);
        var sensors = new SensorList(state.Sensors, bound);
        var next = state;
        var named = NewestRefused(readings, refused);
        int fault = 0, nextRefused = 0;
        for (var i = 0; i < readings.Count; i++)
        {
            var (reading, result) = (readings[i], results[i]);
            CountFault? impossible = fault < faults.Count && faults[fault].Index == i ? faults[fault++] : null;
            RefusedNew? isNew = nextRefused < refused.Count && refused[nextRefused].Index == i ? refused[nextRefused++] : null;
            if (reading.SensorId is null or "" or { Length: > ReadingLimits.MaxIdLength })
                continue;
            // An anomaly names it even when the batch has so many unaccepted sensors that nothing else of it is recorded.
            if (isNew is { } refusal && named.Contains(reading.SensorId))
                next = WithAnomaly(next, new LevelAnomaly(refusal.Kind, now, now, 1, reading.SensorId, null, null, refusal.Detail));
            if (sensors.Find(reading.SensorId, result.Outcome == ReadingOutcome.Accepted) is not { } known)
                continue;
            var statistics = WithReading(known, reading, result, impossible, now);
            sensors.Set(reading.SensorId, statistics);
            if (isNew is null && AnomalyOf(reading, result, impossible, statistics, now) is { } anomaly)
                next = WithAnomaly(next, anomaly, ofLevel: impossible is { Alone: false });
        }

        return next with { Schema = SensorsState.CurrentSchema, Sensors = sensors.Trimmed() };
    }

    /// <summary>Records rejected payloads.</summary>
    public static SensorsState NoteRefused(SensorsState state, IReadOnlyList<RefusedReading> refused, SensorBound bound, DateTimeOffset now)
    {
        var sensors = new SensorList(state.Sensors, bound);
        var next = state;
        foreach (var reading in refused)
        {
            if (reading.SensorId is null or "" or { Length: > ReadingLimits.MaxIdLength } || sensors.Find(reading.SensorId, isAccepted: false) is not { } statistics)
                continue;
            var reason = reading.Reason.Length <= MaxReasonLength ? reading.Reason : reading.Reason[..MaxReasonLength];
            sensors.Set(reading.SensorId, statistics with
            {
                LastSeen = now,
                SilenceNoted = false,
                RepeatedInARow = 0,
                Rejected = statistics.Rejected + 1,
                Fault = reading.IsPast ? statistics.Fault : reason,
            });
            next = WithAnomaly(next, new LevelAnomaly(AnomalyKind.Rejected, now, now, 1, reading.SensorId, null, null, reason));
        }

        return next with { Schema = SensorsState.CurrentSchema, Sensors = sensors.Trimmed() };
    }

    /// <summary>Records the sensors that have become silent.</summary>
    public static SensorsState NoteSilence(SensorsState state, SilencePolicy policy, DateTimeOffset now)
    {
        var next = state;
        foreach (var (id, statistics) in state.Sensors)
        {
            if (statistics.SilenceNoted || statistics.Accepted == 0 || !policy.IsSilent(statistics, now))
                continue;
            next = next with { Sensors = next.Sensors.SetItem(id, statistics with { SilenceNoted = true }) };
            next = WithAnomaly(next, new LevelAnomaly(
                AnomalyKind.Silent, now, now, 1, id, null, null, $"Sensor '{id}' has not been heard for {policy.Limit.TotalSeconds:N0} s."));
        }

        return next;
    }

    /// <summary>When the next sensor will reach its silence limit; null when none will.</summary>
    public static DateTimeOffset? NextSilence(SensorsState state, SilencePolicy policy)
    {
        if (policy.IsClosed)
            return null;
        DateTimeOffset? next = null;
        foreach (var statistics in state.Sensors.Values)
        {
            if (!statistics.SilenceNoted && statistics.Accepted > 0 && (next is null || policy.SilentFrom(statistics) < next))
                next = policy.SilentFrom(statistics);
        }

        return next;
    }

    /// <summary>The share of healthy sensors, among those that were accepted once and are not gone; 1 when there are none.</summary>
    public static double Coverage(SensorsState state, SilencePolicy policy, DateTimeOffset now)
    {
        var goneAfter = GoneAfter(policy);
        int known = 0, well = 0;
        foreach (var statistics in state.Sensors.Values)
        {
            if (statistics.Accepted == 0 || now - statistics.LastSeen >= goneAfter)
                continue;
            known++;
            if (HealthOf(statistics, policy, now) == SensorHealth.Ok)
                well++;
        }

        return known == 0 ? 1 : (double)well / known;
    }

    /// <summary>Silence after which a sensor counts as gone.</summary>
    public static TimeSpan GoneAfter(SilencePolicy policy) =>
        policy.Limit * SilentLimitsUntilGone > MinGoneSilence ? policy.Limit * SilentLimitsUntilGone : MinGoneSilence;

    /// <summary>The health of a sensor.</summary>
    public static SensorHealth HealthOf(SensorStatistics statistics, SilencePolicy policy, DateTimeOffset now) =>
        policy.IsSilent(statistics, now) ? SensorHealth.Silent : statistics.Fault is null ? SensorHealth.Ok : SensorHealth.Failing;

    /// <summary>The sensors of a level for operators.</summary>
    public static LevelSensors View(LevelKey key, LevelState level, SensorsState state, DateTimeOffset now)
    {
        var policy = SilencePolicy.Of(level);
        return new LevelSensors(
            key.LocationId,
            key.LevelId,
            level.Settings!.Counting,
            (int)policy.Limit.TotalSeconds,
            [.. state.Sensors.OrderByDescending(sensor => sensor.Value.LastSeen).Select(sensor => Status(sensor.Key, sensor.Value, policy, now))],
            [.. state.Anomalies.Reverse()],
            Occupancy.Disagreement(level));
    }

    /// <summary>A sensor for operators.</summary>
    private static SensorStatus Status(string id, SensorStatistics statistics, SilencePolicy policy, DateTimeOffset now)
    {
        var health = HealthOf(statistics, policy, now);
        return new SensorStatus(
            id,
            health,
            health switch
            {
                SensorHealth.Silent => $"Not heard for {policy.Limit.TotalSeconds:N0} s or longer.",
                SensorHealth.Failing => statistics.Fault,
                _ => null,
            },
            statistics.LastSeen,
            statistics.LastReadingAt,
            statistics.ClockOffset,
            statistics.Battery,
            statistics.PerHour(now),
            statistics.Accepted,
            statistics.Duplicates,
            statistics.Late,
            statistics.Rejected);
    }

    private static SensorStatistics WithReading(SensorStatistics statistics, Reading reading, ReadingResult result, CountFault? impossible, DateTimeOffset now)
    {
        var next = statistics.Heard(now) with
        {
            ClockOffset = Math.Round((reading.At - now).TotalSeconds, 1),
            RepeatedInARow = result.Outcome == ReadingOutcome.Duplicate ? statistics.RepeatedInARow + 1 : 0,
        };
        switch (result.Outcome)
        {
            case ReadingOutcome.Accepted:
                next = next.WithAcceptedReading(now);
                return next with
                {
                    Accepted = next.Accepted + 1,
                    Battery = reading.Battery ?? next.Battery,
                    LastReadingAt = next.LastReadingAt is { } newest && newest > reading.At ? newest : reading.At,
                    Fault = impossible is { Alone: true } count && IsFarAbove(count.Number, count.Total)
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

    /// <summary>
    /// Whether a number is far above the total. Cars parked outside the bays are not a sensor fault; a tenth more cars than bays is.
    /// </summary>
    public static bool IsFarAbove(int number, int total) => number > (total * 1.1) + 5;

    /// <summary>The newest sensors with rejected readings because they, or their spots, are new: at most the anomaly limit.</summary>
    private static HashSet<string> NewestRefused(IReadOnlyList<Reading> readings, IReadOnlyList<RefusedNew> refused)
    {
        HashSet<string> newest = new(StringComparer.Ordinal);
        for (var i = refused.Count - 1; i >= 0 && newest.Count < MaxAnomalies; i--)
            newest.Add(readings[refused[i].Index].SensorId);
        return newest;
    }

    private static LevelAnomaly? AnomalyOf(Reading reading, ReadingResult result, CountFault? impossible, SensorStatistics statistics, DateTimeOffset now)
    {
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

        return result.Outcome == ReadingOutcome.Duplicate && statistics.RepeatedInARow >= NotableRepetitions
            ? new LevelAnomaly(
                AnomalyKind.Repeated, now, now, 1, reading.SensorId, null, null,
                $"Sensor '{reading.SensorId}' repeats readings that are stored: {statistics.RepeatedInARow:N0} in a row.")
            : null;
    }

    /// <summary>
    /// Adds an anomaly. The same anomaly of one sensor within the hour is one anomaly that happened several times. So are several sensors falling
    /// silent, and (<paramref name="ofLevel"/>) a number that stays impossible whichever sensors change it: that one names the sensor with which it
    /// began.
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
        return state with { Anomalies = anomalies.Count > MaxAnomalies ? WithoutOldestOfMany(anomalies) : anomalies };
    }

    /// <summary>Removes the oldest anomaly of the most frequent kind: many made-up sensors can't displace other kinds of anomalies.</summary>
    private static ImmutableList<LevelAnomaly> WithoutOldestOfMany(ImmutableList<LevelAnomaly> anomalies)
    {
        var kind = anomalies.CountBy(anomaly => anomaly.Kind).MaxBy(count => count.Value).Key;
        return anomalies.RemoveAt(anomalies.FindIndex(anomaly => anomaly.Kind == kind));
    }
}
