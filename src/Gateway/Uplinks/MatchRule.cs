using System.Text.Json;

namespace LiveParking.Gateway.Uplinks;

/// <summary>What has to stand somewhere in an uplink for a rule to apply.</summary>
/// <param name="Path">Where.</param>
/// <param name="Words">One of these, compared as words: <c>1</c>, <c>true</c>, <c>up</c>.</param>
internal sealed record MatchRule(JsonPath Path, IReadOnlySet<string> Words)
{
    /// <summary>Whether it does.</summary>
    public bool Holds(JsonElement uplink) => JsonPath.WordOf(Path.Find(uplink)) is { } word && Words.Contains(word);
}
