using System.Text.Json;

namespace LiveParking.Gateway.Api;

/// <summary>Finds the duplicate field in a rejected body, to name it in the error.</summary>
internal static class RepeatedField
{
    private static readonly JsonDocumentOptions Lax = new() { MaxDepth = 16, AllowDuplicateProperties = true };

    /// <summary>The path of the first duplicate field (<c>position.latitude</c>); null when there is none, or when the body is not JSON.</summary>
    public static string? In(ReadOnlySpan<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.ToArray(), Lax);
            return In(document.RootElement, "");
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Malformed JSON, or a name with invalid Unicode: that is the error to report.
            return null;
        }
    }

    private static string? In(JsonElement json, string path)
    {
        var index = 0;
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                HashSet<string> seen = new(StringComparer.Ordinal);
                foreach (var member in json.EnumerateObject())
                {
                    var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                    if (!seen.Add(member.Name))
                        return name;
                    if (In(member.Value, name) is { } repeated)
                        return repeated;
                }

                return null;
            case JsonValueKind.Array:
                foreach (var element in json.EnumerateArray())
                {
                    if (In(element, $"{path}[{index++}]") is { } repeated)
                        return repeated;
                }

                return null;
            default:
                return null;
        }
    }
}
