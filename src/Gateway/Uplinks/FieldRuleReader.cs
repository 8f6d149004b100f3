using System.Text.Json;
using LiveParking.Gateway.Json;

namespace LiveParking.Gateway.Uplinks;

/// <summary>
/// Parses the rule of a reading's field: a path; or <c>{value}</c>; or <c>{path}</c> with one of <c>values</c>, <c>below</c> and <c>above</c>,
/// <c>scale</c> and <c>range</c>.
/// </summary>
internal static class FieldRuleReader
{
    public static FieldRule Read(JsonElement json, string path, List<string> faults)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            if (JsonPath.Parse(json.GetString()) is { } simple)
                return new FieldRule { Path = simple };
            faults.Add($"{path} has to be a path such as uplink_message.decoded_payload.occupied.");
            return new FieldRule();
        }

        var fields = new MappingFields(json, path, faults, "path", "value", "values", "below", "above", "scale", "range");
        if (fields.Has("value") == fields.Has("path"))
            fields.Fault("", "has to have either a path or a value");
        if (fields.Has("value") && json.EnumerateObject().Count() > 1)
            fields.Fault("value", "stands alone: it is always the same");
        var ways = new[] { fields.Has("values"), fields.Has("below") || fields.Has("above"), fields.Has("scale") || fields.Has("range") };
        if (ways.Count(way => way) > 1)
            fields.Fault("", "has to have one of values, below and above, scale and range");
        return new FieldRule
        {
            Path = fields.Paths("path", required: false) is [var only, ..] ? only : null,
            Value = fields.Has("value") ? fields.Get("value") : null,
            Values = fields.Has("values") ? ReadValues(fields, faults) : null,
            Below = fields.Number("below"),
            Above = fields.Number("above"),
            Scale = fields.Number("scale"),
            Range = fields.Has("range") ? ReadRange(fields) : null,
        };
    }

    private static Dictionary<string, JsonElement> ReadValues(MappingFields fields, List<string> faults)
    {
        var values = new MappingFields(fields.Get("values"), fields.At("values"), faults);
        foreach (var member in values.Members.Where(member => JsonWord.Of(member.Value) is null))
            values.Fault(member.Name, "has to be a text, a number, true or false");
        var words = values.Members.ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        // Numeric keys also match by value: "1.0" is 1.
        foreach (var (key, value) in words.ToList())
            words.TryAdd(JsonWord.OfNumber(key), value);
        return words;
    }

    private static (double Empty, double Full)? ReadRange(MappingFields fields)
    {
        var range = fields.Get("range");
        if (range.ValueKind == JsonValueKind.Array && range.GetArrayLength() == 2
            && range[0].ValueKind == JsonValueKind.Number && range[1].ValueKind == JsonValueKind.Number
            && range[0].GetDouble() != range[1].GetDouble())
        {
            return (range[0].GetDouble(), range[1].GetDouble());
        }

        fields.Fault("range", "has to be two different numbers: those of 0 % and of 100 %");
        return null;
    }
}
