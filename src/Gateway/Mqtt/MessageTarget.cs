using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Mqtt;

/// <summary>The target of a message, as far as it is known.</summary>
/// <param name="LocationId">Its location, when there is exactly one.</param>
/// <param name="Level">Its level, when there is exactly one.</param>
internal readonly record struct MessageTarget(string? LocationId, LevelKey? Level)
{
    /// <summary>An unknown target.</summary>
    public static MessageTarget Unknown => default;

    /// <summary>The target in a topic; unknown when the topic is not one of readings.</summary>
    public static MessageTarget Of(string topic) =>
        topic.Split('/') is ["parking", var location, var level, "readings"] && Slug.IsValid(location) && Slug.IsValid(level)
            ? Of(new LevelKey(location, level))
            : Unknown;

    /// <summary>A level.</summary>
    public static MessageTarget Of(LevelKey level) => new(level.LocationId, level);

    /// <summary>The common target of readings that name their levels.</summary>
    public static MessageTarget Of(IReadOnlyCollection<LevelKey> levels)
    {
        if (levels.Count == 0)
            return Unknown;
        var first = levels.First();
        if (levels.All(level => level == first))
            return Of(first);
        return levels.All(level => level.LocationId == first.LocationId) ? new MessageTarget(first.LocationId, null) : Unknown;
    }
}
