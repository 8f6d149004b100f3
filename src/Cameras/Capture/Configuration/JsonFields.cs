using System.Text.Json;

namespace LiveParking.Cameras.Capture.Configuration;

/// <summary>Reads the properties of a JSON object one by one and collects errors. Messages never contain a value.</summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _left = new(StringComparer.Ordinal);
    private readonly string _who;
    private readonly ICollection<string> _faults;
    private readonly List<string> _known = [];

    /// <param name="json">The object; anything else is an error.</param>
    /// <param name="who">The subject of every message.</param>
    /// <param name="faults">Receives the messages.</param>
    public JsonFields(JsonElement json, string who, ICollection<string> faults)
    {
        (_who, _faults) = (who, faults);
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{who} must be an object in braces.");
            return;
        }

        foreach (var property in json.EnumerateObject())
            _left[property.Name] = property.Value;
    }

    /// <summary>Takes a property, so that <see cref="RefuseOthers"/> skips it; null when it is absent or null.</summary>
    public JsonElement? Take(string name)
    {
        _known.Add(name);
        return _left.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <summary>Sets a text value.</summary>
    public void Text(string name, Action<string> set)
    {
        if (Take(name) is not { } value)
            return;
        if (value.ValueKind == JsonValueKind.String)
            set(value.GetString()!);
        else
            Fault(name, "must be a text in quotes");
    }

    /// <summary>Sets a true or false value.</summary>
    public void Flag(string name, Action<bool> set)
    {
        if (Take(name) is not { } value)
            return;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            set(value.GetBoolean());
        else
            Fault(name, "must be true or false");
    }

    /// <summary>Sets a whole number; <c>"off"</c> and false are 0 when <paramref name="canBeOff"/>.</summary>
    public void Number(string name, Action<int> set, bool canBeOff = false)
    {
        if (Take(name) is not { } value)
            return;
        if (canBeOff && IsOff(value))
            set(0);
        else if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
            set(number);
        else
            Fault(name, canBeOff ? "must be a whole number or \"off\"" : "must be a whole number");
    }

    /// <summary>Sets a number of seconds; <c>"off"</c> and false are 0 when <paramref name="canBeOff"/>.</summary>
    public void Seconds(string name, Action<TimeSpan> set, bool canBeOff = false)
    {
        if (Take(name) is not { } value)
            return;
        if (canBeOff && IsOff(value))
            set(TimeSpan.Zero);
        else if (value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= 1e6 and var seconds)
            set(TimeSpan.FromSeconds(seconds));
        else
            Fault(name, canBeOff ? "must be a number of seconds or \"off\"" : "must be a number of seconds");
    }

    /// <summary>Sets a share of a whole.</summary>
    public void Share(string name, Action<double> set)
    {
        if (Take(name) is not { } value)
            return;
        if (value.ValueKind == JsonValueKind.Number)
            set(value.GetDouble());
        else
            Fault(name, "must be a number");
    }

    /// <summary>Reads a property that is itself an object.</summary>
    public void Object(string name, Action<JsonFields> read)
    {
        if (Take(name) is not { } value)
            return;
        var fields = new JsonFields(value, $"{_who}: '{name}'", _faults);
        read(fields);
        fields.RefuseOthers();
    }

    /// <summary>Adds an error about a property.</summary>
    public void Fault(string name, string what) => _faults.Add($"{_who}: '{name}' {what}.");

    /// <summary>Adds an error for every property that was not taken.</summary>
    public void RefuseOthers()
    {
        foreach (var name in _left.Keys)
            _faults.Add($"{_who}: there is no setting '{Shorten(name)}'; there are {string.Join(", ", _known)}.");
    }

    private static bool IsOff(JsonElement value) =>
        value.ValueKind == JsonValueKind.False || (value.ValueKind == JsonValueKind.String && value.ValueEquals("off"));

    // A value may have been written in place of a name.
    private static string Shorten(string name) => name.Length <= 20 && name.All(char.IsAsciiLetterOrDigit) ? name : "…";
}
