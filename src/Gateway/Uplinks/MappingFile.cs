using System.Text.Json;
using LiveParking.Gateway.Json;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Gateway.Uplinks;

/// <summary>Parses a mapping file and reports all errors together, each with its path.</summary>
internal static class MappingFile
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16, AllowDuplicateProperties = false,
    };

    private static readonly string[] Kinds = ["entry", "exit", "count", "spot", "heartbeat"];

    /// <summary>Reads the file.</summary>
    /// <exception cref="MappingException">The file can't be read or is invalid.</exception>
    public static IReadOnlyList<UplinkMapping> Read(string file)
    {
        try
        {
            return Parse(File.ReadAllText(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new MappingException([$"The file of --mappings can't be read: {exception.Message}"]);
        }
        catch (MappingException exception)
        {
            throw new MappingException([.. exception.Message.Split('\n').Select(fault => $"{Path.GetFileName(file)}: {fault}")]);
        }
    }

    /// <summary>Parses the text of a mapping file.</summary>
    /// <inheritdoc cref="Read"/>
    public static IReadOnlyList<UplinkMapping> Parse(string text)
    {
        using var document = JsonDocument.Parse(text, Lenient);
        List<string> faults = [];
        var root = new MappingFields(document.RootElement.Clone(), "", faults, "mappings");
        var list = root.Get("mappings");
        List<UplinkMapping> mappings = [];
        if (list.ValueKind == JsonValueKind.Array)
            mappings.AddRange(list.EnumerateArray().Select((element, i) => ReadMapping(element, $"mappings[{i}]", faults)));
        else if (list.ValueKind != JsonValueKind.Undefined)
            root.Fault("mappings", "has to be an array");
        foreach (var twice in mappings.GroupBy(mapping => mapping.Name).Where(group => group.Key.Length > 0 && group.Count() > 1))
            faults.Add($"mappings has two of the name {twice.Key}.");
        return faults.Count == 0 ? mappings : throw new MappingException(faults);
    }

    private static UplinkMapping ReadMapping(JsonElement json, string path, List<string> faults)
    {
        var fields = new MappingFields(json, path, faults, "name", "topics", "when", "device", "at", "id", "readings", "devices");
        var device = fields.Paths("device", required: true);
        if (device.Count > 1)
            fields.Fault("device", "has to be one path");
        return new UplinkMapping
        {
            Name = fields.Text("name", required: true, Slug.IsValid, $"of the form {Slug.Pattern}") ?? "",
            Topics = ReadTopics(fields),
            When = ReadMatches(fields, faults),
            Device = device.Count > 0 ? device[0] : JsonPath.Parse("device")!,
            At = fields.Paths("at", required: true),
            Id = fields.Paths("id", required: false),
            Readings = ReadReadings(fields, faults),
            Devices = ReadDevices(fields, faults),
        };
    }

    private static List<string> ReadTopics(MappingFields fields)
    {
        List<string> topics = [];
        if (!fields.Has("topics"))
            return topics;
        var list = fields.Get("topics");
        foreach (var element in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [])
        {
            if (element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 and <= 1000 } topic && IsFilter(topic))
                topics.Add(topic);
            else
                fields.Fault("topics", "holds what is no MQTT topic filter, such as v3/+/devices/+/up");
        }

        if (list.ValueKind != JsonValueKind.Array)
            fields.Fault("topics", "has to be an array of MQTT topic filters");
        return topics;
    }

    /// <summary>
    /// Whether a topic filter is valid: a + fills a whole segment, a # is the whole last segment. Only the gateway uses shared and reserved topics.
    /// </summary>
    private static bool IsFilter(string topic)
    {
        var parts = topic.Split('/');
        return topic[0] != '$'
            && parts.Select((part, i) => (part == "+" || !part.Contains('+')) && (!part.Contains('#') || (part == "#" && i == parts.Length - 1))).All(holds => holds);
    }

    private static List<MatchRule> ReadMatches(MappingFields fields, List<string> faults)
    {
        List<MatchRule> rules = [];
        if (!fields.Has("when"))
            return rules;
        foreach (var member in new MappingFields(fields.Get("when"), fields.At("when"), faults).Members)
        {
            IEnumerable<JsonElement> values = member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray() : [member.Value];
            var given = values.ToList();
            var words = given.Select(value => JsonWord.Of(value)).OfType<string>().ToHashSet(StringComparer.Ordinal);
            var orNothing = given.Exists(value => value.ValueKind == JsonValueKind.Null);
            if (JsonPath.Parse(member.Name) is not { } path || given.Count == 0 || !given.TrueForAll(IsMatch))
                fields.Fault("when", $"has to give a text, number, flag or null, or several in an array, for the path '{member.Name}'");
            else
                rules.Add(new MatchRule(path, words, orNothing));
        }

        return rules;
    }

    private static bool IsMatch(JsonElement value) => value.ValueKind == JsonValueKind.Null || JsonWord.Of(value) is not null;

    private static List<ReadingRule> ReadReadings(MappingFields fields, List<string> faults)
    {
        var list = fields.Get("readings");
        if (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() is > 0 and <= 16)
            return [.. list.EnumerateArray().Select((element, i) => ReadReading(element, $"{fields.At("readings")}[{i}]", faults))];
        if (list.ValueKind != JsonValueKind.Undefined)
            fields.Fault("readings", "has to be an array of 1 to 16 readings");
        return [];
    }

    private static ReadingRule ReadReading(JsonElement json, string path, List<string> faults)
    {
        string[] values = ["occupied", "count", "battery", "spotId", "spotType"];
        var fields = new MappingFields(json, path, faults, ["kind", "when", .. values]);
        var kind = fields.Text("kind", required: true, Kinds.Contains, $"one of {string.Join(", ", Kinds)}") ?? "";
        if (kind is "spot" or "count" && !fields.Has("occupied"))
            fields.Fault("occupied", $"is missing: a reading of the kind {kind} needs it");
        return new ReadingRule(
            kind,
            ReadMatches(fields, faults),
            values.Where(fields.Has).ToDictionary(name => name, name => FieldRuleReader.Read(fields.Get(name), fields.At(name), faults)));
    }

    private static Dictionary<string, DeviceTarget> ReadDevices(MappingFields fields, List<string> faults)
    {
        Dictionary<string, DeviceTarget> devices = new(StringComparer.Ordinal);
        var table = fields.Get("devices");
        if (table.ValueKind == JsonValueKind.Undefined)
            return devices;
        foreach (var member in new MappingFields(table, fields.At("devices"), faults).Members)
        {
            var device = new MappingFields(
                member.Value, $"{fields.At("devices")}.{member.Name}", faults, "location", "level", "sensorId", "spotId", "spotType");
            var id = member.Name.ToLowerInvariant();
            var added = devices.TryAdd(id, new DeviceTarget(
                device.Text("location", required: true, Slug.IsValid, $"of the form {Slug.Pattern}") ?? "",
                device.Text("level", required: true, Slug.IsValid, $"of the form {Slug.Pattern}") ?? "",
                device.Text("sensorId", allowed: text => text.Length <= ReadingLimits.MaxIdLength, form: $"a text of 1 to {ReadingLimits.MaxIdLength} characters") ?? id,
                device.Text("spotId", allowed: text => text.Length <= ReadingLimits.MaxSpotIdLength, form: $"a text of 1 to {ReadingLimits.MaxSpotIdLength} characters"),
                device.Text("spotType", allowed: Slug.IsValid, form: $"of the form {Slug.Pattern}")));
            if (!added)
                fields.Fault("devices", $"names {id} twice");
        }

        return devices;
    }
}
