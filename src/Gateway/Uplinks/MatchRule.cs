using System.Text.Json;
using LiveParking.Gateway.Json;

namespace LiveParking.Gateway.Uplinks;

/// <summary>A value that an uplink must contain for a rule to apply.</summary>
/// <param name="Path">The path of the value.</param>
/// <param name="Words">The accepted values, compared as words: <c>1</c>, <c>true</c>, <c>up</c>; or <see cref="Anything"/>.</param>
/// <param name="OrNothing">Whether a missing value also matches.</param>
internal sealed record MatchRule(JsonPath Path, IReadOnlySet<string> Words, bool OrNothing = false)
{
    /// <summary>The word that matches any value.</summary>
    public const string Anything = "*";

    /// <summary>Whether the uplink matches.</summary>
    public bool Holds(JsonElement uplink)
    {
        if (Path.Find(uplink) is not { } found)
            return OrNothing;
        return Words.Contains(Anything)
            || (JsonWord.Of(found) is { } word && Words.Contains(word))
            || (JsonWord.OtherOf(found) is { } other && Words.Contains(other));
    }
}
