using LiveParking.Grains.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels.Sensors;

namespace LiveParking.Grains.Levels;

/// <summary>What the history gets of a level: each counted number, valid for the allowed silence of its sensors. Pure functions.</summary>
internal static class LevelSamples
{
    /// <summary>The sample of a counted number.</summary>
    /// <param name="level">The level after the change.</param>
    /// <param name="counted">The number.</param>
    public static OccupancySample Of(LevelState level, CountedSample counted)
    {
        var limit = SilencePolicy.Of(level).Limit;
        return new OccupancySample(
            counted.At,
            counted.Occupied,
            counted.Total,
            level.IsClosed ? OccupancyStatus.Closed : counted.Status,
            Known: true,
            limit < OccupancySample.MaxHold ? limit : OccupancySample.MaxHold);
    }

    /// <summary>The current number when no reading has set it: after a correction or other settings. Empty when there is none.</summary>
    public static IReadOnlyList<OccupancySample> Now(LevelState level, DateTimeOffset now) => level.Settings is not null && Occupancy.Number(level) is { } number
        ? [Of(level, new CountedSample(Times.Later(level.CountedAt, now), number, Occupancy.Total(level.Settings), level.Status))]
        : [];

    /// <summary>The end after a removal: from now on the occupancy is unknown. Empty when it was unknown before.</summary>
    public static IReadOnlyList<OccupancySample> End(LevelState before, DateTimeOffset now) => Occupancy.Number(before) is { } number
        ? [new OccupancySample(Times.Later(before.CountedAt, now), number, Occupancy.Total(before.Settings!), OccupancyStatus.Unknown, Known: false)]
        : [];
}
