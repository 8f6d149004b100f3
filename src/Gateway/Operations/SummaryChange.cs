using System.Text.Json;
using System.Text.Json.Nodes;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Operations;

/// <summary>The difference between two summaries of a location. Pure functions.</summary>
internal static class SummaryChange
{
    private const string Id = "id";

    /// <summary>A whole summary.</summary>
    public static JsonObject Whole(LocationSummary summary) => JsonSerializer.SerializeToNode(summary, WireJson.Options)!.AsObject();

    /// <summary>The id, and the members that differ; one that is gone is null.</summary>
    public static JsonObject Between(LocationSummary before, LocationSummary after)
    {
        JsonObject old = Whole(before), next = Whole(after), change = new() { [Id] = after.Id };
        foreach (var (name, value) in next)
        {
            if (!JsonNode.DeepEquals(value, old[name]))
                change[name] = value?.DeepClone();
        }

        foreach (var (name, _) in old)
        {
            if (!next.ContainsKey(name))
                change[name] = null;
        }

        return change;
    }
}
