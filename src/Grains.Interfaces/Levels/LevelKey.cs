using System.Diagnostics.CodeAnalysis;

namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>The key of a level's grain: location and level, written <c>location/level</c>.</summary>
/// <param name="LocationId">The location's id.</param>
/// <param name="LevelId">The level's id, unique within the location.</param>
public readonly record struct LevelKey(string LocationId, string LevelId)
{
    /// <summary>Parses the text form.</summary>
    /// <exception cref="FormatException">The text is not <c>location/level</c> with two slugs.</exception>
    public static LevelKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"'{text}' is not a level key of the form location/level.");

    /// <summary>Parses the text form; false when the text is malformed.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LevelKey key)
    {
        key = default;
        if (text?.Split('/') is not [var location, var level] || !Slug.IsValid(location) || !Slug.IsValid(level))
            return false;
        key = new LevelKey(location, level);
        return true;
    }

    /// <summary>The text form.</summary>
    public override string ToString() => $"{LocationId}/{LevelId}";
}
