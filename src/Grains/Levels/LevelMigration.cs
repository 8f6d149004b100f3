using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>Brings a level that an earlier build has stored into the form that this build works with.</summary>
internal static class LevelMigration
{
    /// <summary>A state as it is read. One of this build's schema, or of none, is returned as it is.</summary>
    public static LevelState Migrated(LevelState read, DateTimeOffset now) => read.Schema switch
    {
        1 => WithoutFuture(FromFirst(read), now),
        2 => WithoutFuture(read, now),
        _ => read,
    };

    /// <summary>Schema 1 had neither silence nor corrections, and settings without a version of their own.</summary>
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
    /// Schema 2 ordered readings by their sensor's clock also where that was ahead, and could forget into the future: then others' readings were late.
    /// What is ahead counts as of now; readings keep their own time beside it. Its sensors are heard today and not new, so none of them is refused.
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
                ForgottenUntil = Times.NotAfter(sensor.Value.ForgottenUntil, limit),
                HeardAt = second,
                Recent = sensor.Value.Recent.NotAfter(limit),
            }),
            ForgottenUntil = Times.NotAfter(read.ForgottenUntil, limit),
            ChangesForgottenUntil = Times.NotAfter(read.ChangesForgottenUntil, limit),
            RemovedAt = Times.NotAfter(read.RemovedAt, limit),
            CountedAt = Times.NotAfter(read.CountedAt, limit),
            Anchor = read.Anchor is { } anchor && anchor.At > limit ? anchor with { At = limit, IsAhead = true } : read.Anchor,
            Spots = read.Spots.Values.Any(spot => spot.At > limit)
                ? read.Spots.SetItems(read.Spots
                    .Where(spot => spot.Value.At > limit)
                    .Select(spot => KeyValuePair.Create(spot.Key, spot.Value with { At = limit, IsAhead = true })))
                : read.Spots,
        };
    }
}
