using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>Migrates a level that an earlier build has stored to this build's form.</summary>
internal static class LevelMigration
{
    /// <summary>Migrates a state after reading. A state of this build's schema, or an empty one, is returned unchanged.</summary>
    /// <param name="read">The stored state.</param>
    /// <param name="accepted">The sensors that have an accepted reading by their stored health. Earlier builds kept the health of more sensors than
    /// they kept readings of.</param>
    /// <param name="now">Our clock.</param>
    public static LevelState Migrated(LevelState read, IEnumerable<string> accepted, DateTimeOffset now) => read.Schema switch
    {
        1 => WithoutFuture(WithSensors(FromFirst(read), accepted), now),
        2 => WithoutFuture(WithSensors(read, accepted), now),
        _ => read,
    };

    /// <summary>Every sensor with an accepted reading becomes a known one, so that none of them is rejected as new.</summary>
    private static LevelState WithSensors(LevelState read, IEnumerable<string> accepted)
    {
        if (read.Settings is null)
            return read;
        var sensors = read.Sensors.ToBuilder();
        foreach (var id in accepted)
        {
            if (!sensors.ContainsKey(id))
                sensors.Add(id, new SensorMemory { ForgottenUntil = read.ForgottenUntil });
        }

        return read with { Sensors = sensors.ToImmutable() };
    }

    /// <summary>Schema 1 had neither silence nor corrections, and its settings had no separate version.</summary>
    private static LevelState FromFirst(LevelState read)
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
    /// Schema 2 ordered readings by their sensor's clock even where that was ahead, and could set forget limits in the future, so that readings of
    /// other sensors were late. Times in the future now count as the current time; readings keep their own time in addition. Such sensors and spots
    /// count as seen today and not as new, so none of them is rejected. The forget limit of a single sensor stays unchanged, even in the future: it
    /// delays only that sensor's readings, by at most 5 minutes, the largest lead of a clock.
    /// </summary>
    private static LevelState WithoutFuture(LevelState read, DateTimeOffset now)
    {
        var limit = Times.InMilliseconds(now);
        var second = now.ToUnixTimeSeconds();
        return read with
        {
            Schema = LevelState.CurrentSchema,
            Sensors = read.Sensors.ToImmutableDictionary(sensor => sensor.Key, sensor => sensor.Value with
            {
                ForgottenUntil = Times.NotAfter(sensor.Value.ForgottenUntil, OwnLimit(sensor.Value, limit)),
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
    /// The maximum forget limit of a single sensor: its oldest remembered reading. A later limit was taken over from the level.
    /// </summary>
    private static DateTimeOffset OwnLimit(SensorMemory memory, DateTimeOffset now)
    {
        if (memory.Recent.Count == 0 || memory.Recent[0].At <= now)
            return now;
        var latest = now + ReadingRules.LargestClockLead;
        return memory.Recent[0].At < latest ? memory.Recent[0].At : latest;
    }
}
