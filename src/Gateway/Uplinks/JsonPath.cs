using System.Text.Json;

namespace LiveParking.Gateway.Uplinks;

/// <summary>A path into a JSON value: names and array indexes, joined by dots: <c>uplink_message.rx_metadata.0.rssi</c>.</summary>
internal sealed class JsonPath
{
    private readonly string[] _parts;

    private JsonPath(string[] parts) => _parts = parts;

    /// <summary>Parses a path; null when it is malformed.</summary>
    public static JsonPath? Parse(string? text) =>
        text?.Split('.') is { Length: > 0 } parts && parts.All(part => part.Length > 0) ? new JsonPath(parts) : null;

    /// <summary>The value at the path; null when it is missing or a JSON null.</summary>
    public JsonElement? Find(JsonElement json)
    {
        foreach (var part in _parts)
        {
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(part, out var member))
                json = member;
            else if (json.ValueKind == JsonValueKind.Array && int.TryParse(part, out var index) && index >= 0 && index < json.GetArrayLength())
                json = json[index];
            else
                return null;
        }

        return json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : json;
    }
}
