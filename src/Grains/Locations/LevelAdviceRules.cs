using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Grains.Locations;

/// <summary>
/// Chooses the best level for a driver. Only levels that are open or almost full and have a free spot of the wanted type are considered. Open comes
/// before almost full, then fresh numbers before stale ones, then most free spots first. Numbers are seconds old when the driver arrives, so spare
/// room matters. Among equals the level created first wins.
/// </summary>
internal static class LevelAdviceRules
{
    /// <summary>Advises a level.</summary>
    /// <param name="locationId">The location.</param>
    /// <param name="levels">Its levels in order.</param>
    /// <param name="type">The wanted type of spot; null for any.</param>
    /// <param name="usable">Spots of the type on a level, minus those out of service; called only for a wanted type.</param>
    public static LevelAdvice Advise(string locationId, IReadOnlyList<LevelStatus> levels, string? type, Func<LevelStatus, int> usable)
    {
        var best = levels
            .Where(level => level.Status is OccupancyStatus.Open or OccupancyStatus.AlmostFull)
            .Select(level => (Level: level, Free: Free(level, type, usable)))
            .Where(candidate => candidate.Free > 0)
            .OrderBy(candidate => candidate.Level.Status == OccupancyStatus.Open ? 0 : 1)
            .ThenBy(candidate => candidate.Level.Stale ? 1 : 0)
            .ThenByDescending(candidate => candidate.Free)
            .FirstOrDefault();
        return best.Level is { } level
            ? new LevelAdvice(locationId, type, level, best.Free, Reason(level))
            : new LevelAdvice(locationId, type, null, 0, ReasonForNone(levels, type, usable));
    }

    private static int Free(LevelStatus level, string? type, Func<LevelStatus, int> usable)
    {
        if (type is null)
            return level.Spots.Available;
        return level.ByType?.TryGetValue(type, out var spots) == true
            ? Math.Min(spots.Available, level.Spots.Available)
            : Math.Min(level.Spots.Available, usable(level));
    }

    private static string Reason(LevelStatus level) => level switch
    {
        { Stale: true } => "It has room, but its sensors have been silent for a while.",
        { Status: OccupancyStatus.AlmostFull } => "No level has much room left; this one has the most.",
        _ => "It has the most room.",
    };

    private static string ReasonForNone(IReadOnlyList<LevelStatus> levels, string? type, Func<LevelStatus, int> usable)
    {
        if (levels.Count == 0)
            return "The location has no levels.";
        if (type is not null && !levels.Any(level => level.ByType?.ContainsKey(type) == true || usable(level) > 0))
            return $"No level has spots of type '{type}'.";
        if (levels.All(level => level.Status == OccupancyStatus.Closed))
            return "Every level is closed.";
        return levels.All(level => level.Status == OccupancyStatus.Unknown)
            ? "How full the levels are is not known."
            : "No level that is open is known to have a free spot.";
    }
}
