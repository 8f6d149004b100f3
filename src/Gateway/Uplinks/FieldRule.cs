using System.Text.Json;
using LiveParking.Gateway.Json;

namespace LiveParking.Gateway.Uplinks;

/// <summary>How to get a field of a reading from an uplink: taken from a path, translated, compared, scaled, or constant.</summary>
internal sealed record FieldRule
{
    /// <summary>The path of the value; null for a constant.</summary>
    public JsonPath? Path { get; init; }

    /// <summary>The constant.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Translation of words; a word that is not listed gives no reading.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Values { get; init; }

    /// <summary>True below this number.</summary>
    public double? Below { get; init; }

    /// <summary>True above this number.</summary>
    public double? Above { get; init; }

    /// <summary>Multiplies the number.</summary>
    public double? Scale { get; init; }

    /// <summary>The numbers for 0 % and 100 %, such as the volts of an empty and a full battery.</summary>
    public (double Empty, double Full)? Range { get; init; }

    /// <summary>Writes the field.</summary>
    /// <returns>
    /// Whether the reading can be built. False when a required value is missing in the uplink, when a word is not listed, or when a number becomes
    /// too large. Missing optional values are left out.
    /// </returns>
    public bool TryWrite(JsonElement uplink, string name, Utf8JsonWriter json)
    {
        var found = Value ?? Path!.Find(uplink);
        if (found is not { } value)
            return name is "battery" or "spotType";
        if (Values is not null)
        {
            if (!TryTranslate(value, out value))
                return false;
        }
        else if (Below is not null || Above is not null)
        {
            if (!TryGetNumber(value, out var number))
                return false;
            json.WriteBoolean(name, (Below is null || number < Below) && (Above is null || number > Above));
            return true;
        }
        else if (Scale is not null || Range is not null)
        {
            if (!TryGetNumber(value, out var number))
                return false;
            number *= Scale ?? 1;
            if (Range is var (empty, full))
                number = Math.Clamp((number - empty) / (full - empty) * 100, 0, 100);
            if (!double.IsFinite(number))
                return false;
            json.WriteNumber(name, number);
            return true;
        }

        // A value that is not text, number or flag is reported by field name when the reading needs it.
        json.WritePropertyName(name);
        if (JsonWord.Of(value) is null)
            json.WriteNullValue();
        else
            value.WriteTo(json);
        return true;
    }

    private bool TryTranslate(JsonElement found, out JsonElement meaning)
    {
        meaning = default;
        return (JsonWord.Of(found) is { } word && Values!.TryGetValue(word, out meaning))
            || (JsonWord.OtherOf(found) is { } other && Values!.TryGetValue(other, out meaning));
    }

    private static bool TryGetNumber(JsonElement value, out double number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out number) && double.IsFinite(number);
    }
}
