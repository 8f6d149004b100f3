using System.Text.Json;

namespace LiveParking.Gateway.Uplinks;

/// <summary>One object of a mapping file. It collects errors: wrong types, missing members and unknown names.</summary>
internal sealed class MappingFields
{
    private readonly List<string> _faults;
    private readonly JsonElement _json;

    /// <param name="json">The value; anything but an object is an error.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="faults">Receives the errors.</param>
    /// <param name="known">The allowed names; empty allows any.</param>
    public MappingFields(JsonElement json, string path, List<string> faults, params ReadOnlySpan<string> known)
    {
        (_json, Path, _faults) = (json, path, faults);
        if (json.ValueKind != JsonValueKind.Object)
        {
            Fault("", "has to be an object");
            return;
        }

        foreach (var member in json.EnumerateObject())
        {
            if (known.Length > 0 && !known.Contains(member.Name))
                Fault(member.Name, $"is not known; known are {string.Join(", ", known.ToArray())}");
        }
    }

    /// <summary>The path of the object.</summary>
    public string Path { get; }

    /// <summary>Its members.</summary>
    public IEnumerable<JsonProperty> Members => _json.ValueKind == JsonValueKind.Object ? _json.EnumerateObject() : [];

    /// <summary>Whether a member exists.</summary>
    public bool Has(string name) => _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out _);

    /// <summary>A required member; undefined after an error.</summary>
    public JsonElement Get(string name)
    {
        if (_json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out var value))
            return value;
        if (_json.ValueKind == JsonValueKind.Object)
            Fault(name, "is missing");
        return default;
    }

    /// <summary>A text; null when it is absent or invalid.</summary>
    public string? Text(string name, bool required = false, Func<string, bool>? allowed = null, string form = "a text")
    {
        if (!required && !Has(name))
            return null;
        var value = Get(name);
        if (value.ValueKind == JsonValueKind.Undefined)
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && allowed?.Invoke(text) != false)
            return text;
        Fault(name, $"has to be {form}");
        return null;
    }

    /// <summary>A number; null when it is absent or invalid.</summary>
    public double? Number(string name)
    {
        if (!Has(name))
            return null;
        var value = Get(name);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number))
            return number;
        Fault(name, "has to be a number");
        return null;
    }

    /// <summary>A path or several; empty when absent or invalid.</summary>
    public IReadOnlyList<JsonPath> Paths(string name, bool required)
    {
        if (!required && !Has(name))
            return [];
        var value = Get(name);
        if (value.ValueKind == JsonValueKind.Undefined)
            return [];
        IEnumerable<JsonElement> all = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
        List<JsonPath> paths = [];
        foreach (var element in all)
        {
            if (element.ValueKind == JsonValueKind.String && JsonPath.Parse(element.GetString()) is { } path)
                paths.Add(path);
            else
                Fault(name, "has to be a path such as uplink_message.f_cnt, or several in an array");
        }

        return paths;
    }

    /// <summary>Adds an error of a member, or of the object itself.</summary>
    public void Fault(string name, string what) => _faults.Add($"{(name.Length == 0 ? Path.Length == 0 ? "The file" : Path : Path.Length == 0 ? name : $"{Path}.{name}")} {what}.");

    /// <summary>The path of a member.</summary>
    public string At(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
