using System.Text.Json;

namespace LiveParking.Gateway.Uplinks;

/// <summary>What has to stand somewhere in an uplink for a rule to apply.</summary>
/// <param name="Path">Where.</param>
/// <param name="Words">One of these, compared as words: <c>1</c>, <c>true</c>, <c>up</c>; or <see cref="Anything"/>.</param>
/// <param name="OrNothing">Whether it holds too where nothing stands there.</param>
internal sealed record MatchRule(JsonPath Path, IReadOnlySet<string> Words, bool OrNothing = false)
{
    /// <summary>The word for whatever is there.</summary>
    public const string Anything = "*";

    /// <summary>Whether it does.</summary>
    public bool Holds(JsonElement uplink)
    {
        if (Path.Find(uplink) is not { } found)
            return OrNothing;
        return Words.Contains(Anything)
            || (JsonWord.Of(found) is { } word && Words.Contains(word))
            || (JsonWord.OtherOf(found) is { } other && Words.Contains(other));
    }
}
