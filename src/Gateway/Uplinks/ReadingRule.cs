using System.Text.Json;

namespace LiveParking.Gateway.Uplinks;

/// <summary>A rule that creates one reading from an uplink.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="When">Conditions on the uplink; empty means always.</param>
/// <param name="Fields">The other fields.</param>
internal sealed record ReadingRule(string Kind, IReadOnlyList<MatchRule> When, IReadOnlyDictionary<string, FieldRule> Fields)
{
    /// <summary>Whether the uplink matches the rule.</summary>
    public bool Applies(JsonElement uplink) => When.All(rule => rule.Holds(uplink));
}
