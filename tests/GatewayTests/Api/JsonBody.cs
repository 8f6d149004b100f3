using System.Text.Json;

namespace LiveParking.GatewayTests.Api;

/// <summary>Parses a body and makes variants of it.</summary>
internal static class JsonBody
{
    /// <summary>Every field of a body: its path, and the name that errors must use.</summary>
    public static List<(string Path, string Field)> FieldsOf(string body)
    {
        List<(string, string)> fields = [];
        using var json = JsonDocument.Parse(body);
        Walk(json.RootElement, "", "");
        return fields;

        void Walk(JsonElement at, string path, string name)
        {
            if (path.Length > 0)
                fields.Add((path, name));
            if (at.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in at.EnumerateObject())
                    Walk(member.Value, $"{path}/{member.Name}", name.Length == 0 || name.StartsWith("readings", StringComparison.Ordinal) ? member.Name : name);
            }
            else if (at.ValueKind == JsonValueKind.Array)
            {
                for (var i = 0; i < at.GetArrayLength(); i++)
                    Walk(at[i], $"{path}/{i}", $"{name}");
            }
        }
    }

    /// <summary>The body with another value in one place.</summary>
    public static string With(string body, string path, string value)
    {
        using var json = JsonDocument.Parse(body);
        return Text(json.RootElement, "");

        string Text(JsonElement at, string here) => at.ValueKind switch
        {
            _ when here == path => value,
            JsonValueKind.Object => $"{{{string.Join(',', at.EnumerateObject().Select(member => $"\"{member.Name}\":{Text(member.Value, $"{here}/{member.Name}")}"))}}}",
            JsonValueKind.Array => $"[{string.Join(',', at.EnumerateArray().Select((element, i) => Text(element, $"{here}/{i}")))}]",
            _ => at.GetRawText(),
        };
    }
}
