using System.Text.Json;

namespace LiveParking.Gateway.Uplinks;

/// <summary>One reading that an uplink gives.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="When">What has to stand in the uplink; nothing for always.</param>
/// <param name="Fields">Its further fields.</param>
internal sealed record ReadingRule(string Kind, IReadOnlyList<MatchRule> When, IReadOnlyDictionary<string, FieldRule> Fields)
{
    /// <summary>Whether the uplink gives this reading.</summary>
    public bool Applies(JsonElement uplink) => When.All(rule => rule.Holds(uplink));
}
