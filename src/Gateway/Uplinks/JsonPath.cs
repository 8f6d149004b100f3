using System.Text.Json;

namespace LiveParking.Gateway.Uplinks;

/// <summary>A way into a JSON value: names and places in arrays, joined by dots: <c>uplink_message.rx_metadata.0.rssi</c>.</summary>
internal sealed class JsonPath
{
    private readonly string[] _parts;

    private JsonPath(string[] parts) => _parts = parts;

    /// <summary>Reads the written form; null when it is none.</summary>
    public static JsonPath? Parse(string? text) =>
        text?.Split('.') is { Length: > 0 } parts && parts.All(part => part.Length > 0) ? new JsonPath(parts) : null;

    /// <summary>What stands there; null when nothing does, or a JSON null.</summary>
    public JsonElement? Find(JsonElement json)
    {
        foreach (var part in _parts)
        {
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(part, out var member))
                json = member;
            else if (json.ValueKind == JsonValueKind.Array && int.TryParse(part, out var place) && place >= 0 && place < json.GetArrayLength())
                json = json[place];
            else
                return null;
        }

        return json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : json;
    }
}
