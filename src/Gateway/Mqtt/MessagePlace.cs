using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Mqtt;

/// <summary>What a message is for, as far as that is known.</summary>
/// <param name="LocationId">Its location, when it is for exactly one.</param>
/// <param name="Level">Its level, when it is for exactly one.</param>
internal readonly record struct MessagePlace(string? LocationId, LevelKey? Level)
{
    /// <summary>Nothing is known.</summary>
    public static MessagePlace Unknown => default;

    /// <summary>What a topic says; nothing for one that is not of readings.</summary>
    public static MessagePlace Of(string topic) =>
        topic.Split('/') is ["parking", var location, var level, "readings"] && Slug.IsValid(location) && Slug.IsValid(level)
            ? Of(new LevelKey(location, level))
            : Unknown;

    /// <summary>A level.</summary>
    public static MessagePlace Of(LevelKey level) => new(level.LocationId, level);

    /// <summary>What readings say that name their levels.</summary>
    public static MessagePlace Of(IReadOnlyCollection<LevelKey> levels)
    {
        if (levels.Count == 0)
            return Unknown;
        var first = levels.First();
        if (levels.All(level => level == first))
            return Of(first);
        return levels.All(level => level.LocationId == first.LocationId) ? new MessagePlace(first.LocationId, null) : Unknown;
    }
}
