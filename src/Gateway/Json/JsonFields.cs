using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using LiveParking.Gateway.Errors;

namespace LiveParking.Gateway.Json;

/// <summary>
/// The fields of a JSON object in a request. A field of the wrong type or a missing field is rejected by name. Unknown fields are ignored. Null
/// counts as absent.
/// </summary>
/// <param name="json">The object.</param>
/// <param name="path">The prefix of field names in messages: empty, or <c>position.</c></param>
internal readonly struct JsonFields(JsonElement json, string path = "")
{
    /// <summary>The fields of a required object.</summary>
    /// <exception cref="ApiException">The value is not an object.</exception>
    public static JsonFields Of(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? new JsonFields(json) : throw ApiErrors.Invalid("The body has to be a JSON object.");

    /// <summary>A required text.</summary>
    public string Text(string field) => OptionalText(field) ?? throw Missing(field);

    /// <summary>A text, or null.</summary>
    public string? OptionalText(string field)
    {
        if (!TryGet(field, out var value))
            return null;
        return TryGetText(value, out var text) ? text : throw Wrong(field, "a text");
    }

    /// <summary>A list of texts, or null.</summary>
    public IReadOnlyList<string>? OptionalTexts(string field)
    {
        if (!TryGet(field, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.Array)
            throw Wrong(field, "a list of texts");
        var texts = new List<string>(value.GetArrayLength());
        foreach (var element in value.EnumerateArray())
            texts.Add(TryGetText(element, out var text) ? text : throw Wrong($"{field}[{texts.Count}]", "a text"));
        return texts;
    }

    /// <summary>A required number.</summary>
    public double Number(string field) => OptionalNumber(field) ?? throw Missing(field);

    /// <summary>A number, or null.</summary>
    public double? OptionalNumber(string field)
    {
        if (!TryGet(field, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Wrong(field, "a number");
    }

    /// <summary>A required whole number.</summary>
    public int Whole(string field) => OptionalWhole(field) ?? throw Missing(field);

    /// <summary>A whole number, or null.</summary>
    public int? OptionalWhole(string field)
    {
        if (!TryGet(field, out var value))
            return null;
        return WholeNumber.TryGet(value, out var number) ? number : throw Wrong(field, "a whole number");
    }

    /// <summary>True or false, or null.</summary>
    public bool? OptionalFlag(string field)
    {
        if (!TryGet(field, out var value))
            return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(field, "true or false");
    }

    /// <summary>An object's fields, or null.</summary>
    public JsonFields? OptionalObject(string field)
    {
        if (!TryGet(field, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Object ? new JsonFields(value, $"{path}{field}.") : throw Wrong(field, "an object");
    }

    /// <summary>An object whose fields are all objects, or null.</summary>
    public IReadOnlyList<(string Name, JsonFields Fields)>? OptionalObjects(string field)
    {
        if (OptionalObject(field) is null)
            return null;
        List<(string, JsonFields)> found = [];
        foreach (var member in json.GetProperty(field).EnumerateObject())
        {
            var name = NameOf(member) ?? throw Wrong(field, "an object whose names are texts");
            // Not by its name: looking each of many up would take quadratic time.
            found.Add((name, member.Value.ValueKind == JsonValueKind.Object
                ? new JsonFields(member.Value, $"{path}{field}.{name}.")
                : throw (member.Value.ValueKind == JsonValueKind.Null ? Missing($"{field}.{name}") : Wrong($"{field}.{name}", "an object"))));
        }

        return found;
    }

    /// <summary>A required word out of several.</summary>
    public T Word<T>(string field, params ReadOnlySpan<(string Word, T Value)> words)
    {
        var text = Text(field);
        foreach (var (word, value) in words)
        {
            if (word == text)
                return value;
        }

        var allowed = new List<string>();
        foreach (var (word, _) in words)
            allowed.Add(word);
        throw Wrong(field, $"one of {string.Join(", ", allowed)}");
    }

    /// <summary>An object whose fields are all whole numbers, or null.</summary>
    public IReadOnlyDictionary<string, int>? OptionalNumbers(string field)
    {
        if (OptionalObject(field) is null)
            return null;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in json.GetProperty(field).EnumerateObject())
        {
            var name = NameOf(member) ?? throw Wrong(field, "an object whose names are texts");
            if (!WholeNumber.TryGet(member.Value, out var number))
                throw Wrong($"{field}.{name}", "a whole number");
            numbers[name] = number;
        }

        return numbers;
    }

    /// <summary>The error for a missing field.</summary>
    public ApiException Missing(string field) => ApiErrors.Invalid($"The field '{path}{field}' is missing.", path + field);

    /// <summary>Reads a text; false for other types and for escapes that are invalid Unicode.</summary>
    public static bool TryGetText(JsonElement value, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (value.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate or bytes that are not UTF-8.
            return false;
        }
    }

    /// <summary>A member's name; null when its escapes are invalid Unicode.</summary>
    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private bool TryGet(string field, out JsonElement value) =>
        json.TryGetProperty(field, out value) && value.ValueKind != JsonValueKind.Null;

    private ApiException Wrong(string field, string expected) =>
        ApiErrors.Invalid($"The field '{path}{field}' has to be {expected}.", path + field);
}
