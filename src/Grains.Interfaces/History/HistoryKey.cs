using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Interfaces.History;

/// <summary>The key of a history: <c>location/level</c> for all spots of a level, <c>location/level/type</c> for those of one type.</summary>
/// <param name="Level">The level.</param>
/// <param name="SpotType">A type of spots, such as <c>ev</c>; null for all.</param>
public readonly record struct HistoryKey(LevelKey Level, string? SpotType = null)
{
    /// <summary>Parses the text form; false when the text is malformed.</summary>
    public static bool TryParse(string? text, out HistoryKey key)
    {
        key = default;
        if (LevelKey.TryParse(text, out var level))
        {
            key = new HistoryKey(level);
            return true;
        }

        if (text?.LastIndexOf('/') is not { } end || end < 0 || !LevelKey.TryParse(text[..end], out level) || !Slug.IsValid(text[(end + 1)..]))
            return false;
        key = new HistoryKey(level, text[(end + 1)..]);
        return true;
    }

    /// <summary>The text form.</summary>
    public override string ToString() => SpotType is null ? Level.ToString() : $"{Level}/{SpotType}";
}
