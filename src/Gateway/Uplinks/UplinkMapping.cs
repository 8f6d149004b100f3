using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LiveParking.Gateway.Json;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Gateway.Uplinks;

/// <summary>Turns decoded messages of a sensor network into readings.</summary>
internal sealed record UplinkMapping
{
    /// <summary>The name of the mapping in <c>POST /api/v1/uplinks/{mapping}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The topics of this mapping; <c>+</c> and <c>#</c> as in MQTT.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Conditions on an uplink; other uplinks are ignored.</summary>
    public required IReadOnlyList<MatchRule> When { get; init; }

    /// <summary>The path of the device id.</summary>
    public required JsonPath Device { get; init; }

    /// <summary>The paths of the time; the first existing one is used.</summary>
    public required IReadOnlyList<JsonPath> At { get; init; }

    /// <summary>The paths that distinguish two uplinks of a device, such as a frame counter; the time is used when this is empty.</summary>
    public required IReadOnlyList<JsonPath> Id { get; init; }

    /// <summary>The rules that create readings.</summary>
    public required IReadOnlyList<ReadingRule> Readings { get; init; }

    /// <summary>The target of each device, by its id in lower case.</summary>
    public required IReadOnlyDictionary<string, DeviceTarget> Devices { get; init; }

    /// <summary>Maps an uplink. Readings with missing fields are skipped.</summary>
    public MappedUplink Map(JsonElement uplink)
    {
        if (!When.All(rule => rule.Holds(uplink)))
            return new MappedUplink(null, "The uplink does not match the conditions of the mapping.");
        if (JsonWord.Of(Device.Find(uplink)) is not { } device)
            return new MappedUplink(null, "The uplink names no device where the mapping looks for it.");
        if (!Devices.TryGetValue(device.ToLowerInvariant(), out var target))
            return new MappedUplink(null, $"Device '{(device.Length <= 64 ? device : device[..64])}' is not listed in the mapping.");

        var at = TimeOf(At.Select(path => path.Find(uplink)).FirstOrDefault(found => found is not null));
        var id = Id.Count == 0 ? at : string.Join('/', Id.Select(path => JsonWord.Of(path.Find(uplink)) ?? ""));
        var output = new ArrayBufferWriter<byte>(512);
        var count = 0;
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteStartArray("readings");
            for (var i = 0; i < Readings.Count; i++)
                count += TryWrite(Readings[i], i == 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{i}"), at, target, uplink, json) ? 1 : 0;
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return count > 0 ? new MappedUplink(output.WrittenMemory) : new MappedUplink(null, "The uplink says nothing that the mapping takes.");
    }

    private static bool TryWrite(ReadingRule rule, string? id, string? at, DeviceTarget target, JsonElement uplink, Utf8JsonWriter json)
    {
        if (!rule.Applies(uplink))
            return false;
        // Written to a separate buffer, because a field may turn out to be invalid.
        var output = new ArrayBufferWriter<byte>(256);
        using (var reading = new Utf8JsonWriter(output))
        {
            reading.WriteStartObject();
            reading.WriteString("location", target.Location);
            reading.WriteString("level", target.Level);
            reading.WriteString("id", id ?? "");
            reading.WriteString("sensorId", target.SensorId);
            if (at is not null)
                reading.WriteString("at", at);
            reading.WriteString("kind", rule.Kind);
            if (rule.Kind == "spot" && !rule.Fields.ContainsKey("spotId") && target.SpotId is not null)
                reading.WriteString("spotId", target.SpotId);
            if (rule.Kind == "spot" && !rule.Fields.ContainsKey("spotType") && target.SpotType is not null)
                reading.WriteString("spotType", target.SpotType);
            foreach (var (name, field) in rule.Fields)
            {
                if (!field.TryWrite(uplink, name, reading))
                    return false;
            }

            reading.WriteEndObject();
        }

        json.WriteRawValue(output.WrittenSpan, skipInputValidation: true);
        return true;
    }

    /// <summary>A time as text; numbers are seconds or milliseconds since 1970.</summary>
    private static string? TimeOf(JsonElement? found)
    {
        const double earliestMilliseconds = 1e11;
        const double latestMilliseconds = 2.5e14;
        if (found is not { ValueKind: JsonValueKind.Number } number)
            return JsonWord.Of(found);
        var value = number.GetDouble();
        var milliseconds = value < earliestMilliseconds ? value * 1000 : value;
        return milliseconds is >= 0 and < latestMilliseconds
            ? UtcTime.Format(DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds))
            : number.GetRawText();
    }
}
