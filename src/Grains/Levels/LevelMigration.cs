using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>Migrates the stored state of an earlier release to the current schema.</summary>
internal static class LevelMigration
{
    /// <summary>Migrates a state after it was read. A state of the current schema, or an empty one, is returned unchanged.</summary>
    /// <param name="read">The stored state.</param>
    /// <param name="sensorsWithReadings">Ids of sensors whose stored health shows an accepted reading. Earlier releases stored health for more sensors
    /// than readings.</param>
    /// <param name="now">Our clock.</param>
    public static LevelState Migrate(LevelState read, IEnumerable<string> sensorsWithReadings, DateTimeOffset now) => read.Schema switch
    {
        1 => ClampFutureTimes(WithSensors(FromSchema1(read), sensorsWithReadings), now),
        2 => ClampFutureTimes(WithSensors(read, sensorsWithReadings), now),
        _ => read,
    };

    /// <summary>Every sensor with an accepted reading becomes a known one, so that none of them is rejected as new.</summary>
    private static LevelState WithSensors(LevelState read, IEnumerable<string> sensorsWithReadings)
    {
        if (read.Settings is null)
            return read;
        var sensors = read.Sensors.ToBuilder();
        foreach (var id in sensorsWithReadings)
        {
            if (!sensors.ContainsKey(id))
                sensors.Add(id, new SensorMemory { ForgottenUntil = read.ForgottenUntil });
        }

        return read with { Sensors = sensors.ToImmutable() };
    }

    /// <summary>Schema 1 had neither sensor silence detection nor corrections, and its settings had no separate version.</summary>
    private static LevelState FromSchema1(LevelState read)
    {
        var counted = read.Status != OccupancyStatus.Unknown;
        return read with
        {
            FlowKnown = counted,
            HeardAt = counted ? read.UpdatedAt : null,
            SettingsVersion = read.Settings is null ? 0 : read.Version,
            ChangesForgottenUntil = read.Sensors.Values.Max(memory => memory.ForgottenUntil),
        };
    }

    /// <summary>
    /// Schema 2 ordered readings by the sensor's clock even when it was ahead of ours, and could store a ForgottenUntil in the future, so that readings
    /// of other sensors were late. Future times are clamped to now; each reading also keeps its own time. Sensors and spots are marked as heard now, so
    /// none of them is rejected as new. The ForgottenUntil of a single sensor may stay in the future (see <see cref="MaxForgottenUntil"/>): it delays
    /// only that sensor's readings, by at most 5 minutes, the largest lead of a clock.
    /// </summary>
    private static LevelState ClampFutureTimes(LevelState read, DateTimeOffset now)
    {
        var limit = Times.InMilliseconds(now);
        var second = now.ToUnixTimeSeconds();
        return read with
        {
            Schema = LevelState.CurrentSchema,
            Sensors = read.Sensors.ToImmutableDictionary(sensor => sensor.Key, sensor => sensor.Value with
            {
                ForgottenUntil = Times.NotAfter(sensor.Value.ForgottenUntil, MaxForgottenUntil(sensor.Value, limit)),
                HeardAt = second,
                Recent = sensor.Value.Recent.NotAfter(limit),
            }),
            ForgottenUntil = Times.NotAfter(read.ForgottenUntil, limit),
            ChangesForgottenUntil = Times.NotAfter(read.ChangesForgottenUntil, limit),
            RemovedAt = Times.NotAfter(read.RemovedAt, limit),
            CountedAt = Times.NotAfter(read.CountedAt, limit),
            Anchor = read.Anchor is { } anchor && anchor.At > limit ? anchor with { At = limit, IsAhead = true } : read.Anchor,
            Spots = read.Spots.ToImmutableDictionary(
                spot => spot.Key,
                spot => (spot.Value.At > limit ? spot.Value with { At = limit, IsAhead = true } : spot.Value).HeardIn(second)),
        };
    }

    /// <summary>
    /// Upper bound for a sensor's ForgottenUntil: the time of its oldest remembered reading. A later value came from the level, not from this sensor.
    /// </summary>
    private static DateTimeOffset MaxForgottenUntil(SensorMemory memory, DateTimeOffset now)
    {
        if (memory.Recent.Count == 0 || memory.Recent[0].At <= now)
            return now;
        var latest = now + ReadingLimits.MaxClockLead;
        return memory.Recent[0].At < latest ? memory.Recent[0].At : latest;
    }
}
