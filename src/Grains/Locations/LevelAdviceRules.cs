using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Grains.Locations;

/// <summary>
/// Chooses the best level for a driver. Only levels that are open or almost full and have a free spot of the wanted type count. An open one
/// goes before one that is almost full, one with fresh numbers before a stale one, and then the one with the most free spots wins: numbers are
/// seconds old when the driver arrives, so room to spare is what counts. Of equals the first made wins.
/// </summary>
internal static class LevelAdviceRules
{
    /// <summary>Advises a level.</summary>
    /// <param name="locationId">The location.</param>
    /// <param name="levels">Its levels in their order.</param>
    /// <param name="type">The type of spot that is wanted; null for any.</param>
    /// <param name="usable">Spots of the type on a level, less those out of service; asked only when a type is wanted.</param>
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
            ? new LevelAdvice(locationId, type, level, best.Free, Why(level))
            : new LevelAdvice(locationId, type, null, 0, WhyNone(levels, type, usable));
    }

    private static int Free(LevelStatus level, string? type, Func<LevelStatus, int> usable)
    {
        if (type is null)
            return level.Spots.Available;
        return level.ByType?.TryGetValue(type, out var spots) == true
            ? Math.Min(spots.Available, level.Spots.Available)
            : Math.Min(level.Spots.Available, usable(level));
    }

    private static string Why(LevelStatus level) => level switch
    {
        { Stale: true } => "It has room, but its sensors have been silent for a while.",
        { Status: OccupancyStatus.AlmostFull } => "No level has much room left; this one has the most.",
        _ => "It has the most room.",
    };

    private static string WhyNone(IReadOnlyList<LevelStatus> levels, string? type, Func<LevelStatus, int> usable)
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
