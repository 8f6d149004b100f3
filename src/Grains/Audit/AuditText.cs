using System.Text.Json;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Grains.Audit;

/// <summary>What stands in the trail before and after a change: the form of the API, as JSON.</summary>
internal static class AuditText
{
    /// <summary>The JSON of a value; null for null.</summary>
    public static string? Of<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, WireJson.Options);
}
