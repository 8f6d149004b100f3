using System.Text.Json;

namespace LiveParking.Gateway.Api;

/// <summary>Finds the field that stands twice in a body that was refused, to name it.</summary>
internal static class RepeatedField
{
    private static readonly JsonDocumentOptions Lax = new() { MaxDepth = 16, AllowDuplicateProperties = true };

    /// <summary>The path of the first field that stands twice (<c>position.latitude</c>); null when there is none, or the body is no JSON.</summary>
    public static string? In(ReadOnlySpan<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.ToArray(), Lax);
            return In(document.RootElement, "");
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Malformed, or a name that is no Unicode: then that is what is wrong with it.
            return null;
        }
    }

    private static string? In(JsonElement json, string path)
    {
        var place = 0;
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
                foreach (var each in json.EnumerateArray())
                {
                    if (In(each, $"{path}[{place++}]") is { } repeated)
                        return repeated;
                }

                return null;
            default:
                return null;
        }
    }
}
