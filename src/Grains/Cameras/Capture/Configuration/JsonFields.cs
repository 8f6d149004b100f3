using System.Text.Json;

namespace LiveParking.Grains.Cameras.Capture.Configuration;

/// <summary>Reads the properties of a JSON object one by one and gathers what is wrong with them. It never repeats a value.</summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _left = new(StringComparer.Ordinal);
    private readonly string _who;
    private readonly ICollection<string> _faults;
    private readonly List<string> _known = [];

    /// <param name="json">The object; anything else is a fault.</param>
    /// <param name="who">The subject of every message.</param>
    /// <param name="faults">Takes the messages.</param>
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

    /// <summary>A property that is looked at no more by <see cref="RefuseOthers"/>; null when it is not there or null.</summary>
    public JsonElement? Take(string name)
    {
        _known.Add(name);
        return _left.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <summary>Sets what a text says.</summary>
    public void Text(string name, Action<string> set)
    {
        if (Take(name) is not { } value)
            return;
        if (value.ValueKind == JsonValueKind.String)
            set(value.GetString()!);
        else
            Fault(name, "must be a text in quotes");
    }

    /// <summary>Sets what true or false says.</summary>
    public void Flag(string name, Action<bool> set)
    {
        if (Take(name) is not { } value)
            return;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            set(value.GetBoolean());
        else
            Fault(name, "must be true or false");
    }

    /// <summary>Sets what a whole number says; <c>"off"</c> and false are 0 when <paramref name="canBeOff"/>.</summary>
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

    /// <summary>Sets what a number of seconds says; <c>"off"</c> and false are 0 when <paramref name="canBeOff"/>.</summary>
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

    /// <summary>Sets what a share of a whole says.</summary>
    public void Share(string name, Action<double> set)
    {
        if (Take(name) is not { } value)
            return;
        if (value.ValueKind == JsonValueKind.Number)
            set(value.GetDouble());
        else
            Fault(name, "must be a number");
    }

    /// <summary>Reads a property that is an object in turn.</summary>
    public void Object(string name, Action<JsonFields> read)
    {
        if (Take(name) is not { } value)
            return;
        var fields = new JsonFields(value, $"{_who}: '{name}'", _faults);
        read(fields);
        fields.RefuseOthers();
    }

    /// <summary>Adds a fault of a property.</summary>
    public void Fault(string name, string what) => _faults.Add($"{_who}: '{name}' {what}.");

    /// <summary>Finds fault with every property that nobody took.</summary>
    public void RefuseOthers()
    {
        foreach (var name in _left.Keys)
            _faults.Add($"{_who}: there is no setting '{Shorten(name)}'; there are {string.Join(", ", _known)}.");
    }

    private static bool IsOff(JsonElement value) =>
        value.ValueKind == JsonValueKind.False || (value.ValueKind == JsonValueKind.String && value.ValueEquals("off"));

    // Somebody may have written a value in the place of a name.
    private static string Shorten(string name) => name.Length <= 20 && name.All(char.IsAsciiLetterOrDigit) ? name : "…";
}
