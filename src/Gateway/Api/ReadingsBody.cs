using System.Text.Json;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Api;

/// <summary>
/// Reads <c>{readings: […]}</c>. A body of the wrong form is refused as a whole; a reading that breaks a rule is rejected by itself, so that
/// one broken sensor behind a gateway does not hold up the others.
/// </summary>
internal static class ReadingsBody
{
    /// <summary>Readings in one request.</summary>
    public const int Most = 1000;

    private const int LongestId = 128;
    private const int LongestSpotId = 64;
    private const int MostCars = 10_000;

    /// <summary>Reads the body.</summary>
    /// <exception cref="RefusedException">It has the wrong form, or a reading without an id.</exception>
    public static ReadingBatch Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw Refuse.Invalid("The body has to be a JSON object with the field 'readings'.");
        if (!body.TryGetProperty("readings", out var array))
            throw Refuse.Invalid("The field 'readings' is missing.", "readings");
        if (array.ValueKind != JsonValueKind.Array)
            throw Refuse.Invalid("The field 'readings' has to be an array.", "readings");
        var count = array.GetArrayLength();
        if (count is 0 or > Most)
            throw Refuse.Invalid($"The field 'readings' has to hold 1 to {Most} readings.", "readings");

        var readings = new List<Reading>(count);
        var results = new ReadingResult?[count];
        var at = 0;
        foreach (var each in array.EnumerateArray())
        {
            var id = ReadId(each, at);
            if (TryRead(each, id, out var reading, out var reason))
                readings.Add(reading);
            else
                results[at] = new ReadingResult(Shorten(id), ReadingOutcome.Rejected, reason);
            at++;
        }

        return new ReadingBatch(readings, results);
    }

    /// <summary>Without an id nobody could tell which reading was rejected, so the whole body is refused.</summary>
    private static string ReadId(JsonElement json, int at)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Refuse.Invalid($"The field 'readings[{at}]' has to be an object.", $"readings[{at}]");
        if (!json.TryGetProperty("id", out var value) || !JsonFields.TryGetText(value, out var id))
            throw Refuse.Invalid($"The field 'readings[{at}].id' has to be a text of 1 to {LongestId} characters.", $"readings[{at}].id");
        return id;
    }

    private static bool TryRead(JsonElement json, string id, out Reading reading, out string reason)
    {
        reading = null!;
        if (id.Length is 0 or > LongestId)
            return Reject($"id has to be a text of 1 to {LongestId} characters.", out reason);
        if (!json.TryGetProperty("sensorId", out var value) || !JsonFields.TryGetText(value, out var sensorId) || sensorId.Length is 0 or > LongestId)
            return Reject($"sensorId has to be a text of 1 to {LongestId} characters.", out reason);
        if (!json.TryGetProperty("at", out value) || !TryGetTime(value, out var time))
            return Reject("at has to be an ISO-8601 time with an offset, such as 2026-11-22T08:15:30Z.", out reason);
        if (!json.TryGetProperty("kind", out value) || !JsonFields.TryGetText(value, out var kind))
            return Reject("kind has to be entry, exit, count, spot or heartbeat.", out reason);

        int? battery = null;
        if (TryGet(json, "battery", out value))
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var charge) || charge is not (>= 0 and <= 100))
                return Reject("battery has to be a number from 0 to 100, in percent.", out reason);
            battery = (int)Math.Round(charge);
        }

        if (kind != "spot" && TryGet(json, "spotType", out _))
            return Reject("spotType belongs to readings of the kind spot only.", out reason);
        switch (kind)
        {
            case "entry" or "exit":
                var cars = 1;
                if (TryGet(json, "count", out value) && (!TryGetWhole(value, out cars) || cars is < 1 or > MostCars))
                    return Reject($"count has to be a whole number from 1 to {MostCars}.", out reason);
                reading = new Reading(id, sensorId, time, kind == "entry" ? ReadingKind.Entry : ReadingKind.Exit, cars, Battery: battery);
                break;
            case "count":
                if (!json.TryGetProperty("occupied", out value) || !TryGetWhole(value, out var occupied) || occupied < 0)
                    return Reject("occupied has to be a whole number, 0 or more.", out reason);
                reading = new Reading(id, sensorId, time, ReadingKind.Count, Occupied: occupied, Battery: battery);
                break;
            case "spot":
                if (!json.TryGetProperty("spotId", out value) || !JsonFields.TryGetText(value, out var spotId) || spotId.Length is 0 or > LongestSpotId)
                    return Reject($"spotId has to be a text of 1 to {LongestSpotId} characters.", out reason);
                if (!json.TryGetProperty("occupied", out value) || value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                    return Reject("occupied has to be true or false.", out reason);
                var taken = value.GetBoolean() ? 1 : 0;
                string? type = null;
                if (TryGet(json, "spotType", out value) && !JsonFields.TryGetText(value, out type))
                    return Reject("spotType has to be a text.", out reason);
                reading = new Reading(id, sensorId, time, ReadingKind.Spot, Occupied: taken, SpotId: spotId, SpotType: type, Battery: battery);
                break;
            case "heartbeat":
                reading = new Reading(id, sensorId, time, ReadingKind.Heartbeat, Battery: battery);
                break;
            default:
                return Reject("kind has to be entry, exit, count, spot or heartbeat.", out reason);
        }

        reason = "";
        return true;
    }

    private static bool Reject(string why, out string reason)
    {
        reason = why;
        return false;
    }

    /// <summary>A member that is there; null counts as absent.</summary>
    private static bool TryGet(JsonElement json, string name, out JsonElement value) =>
        json.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private static bool TryGetWhole(JsonElement json, out int number)
    {
        number = 0;
        return json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out number);
    }

    /// <summary>A time needs an offset: a sensor's local time means nothing here.</summary>
    private static bool TryGetTime(JsonElement json, out DateTimeOffset time)
    {
        time = default;
        return JsonFields.TryGetText(json, out var text)
            && text.Length >= "2026-11-22T08:15Z".Length
            && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
            && json.TryGetDateTimeOffset(out time);
    }

    private static string Shorten(string id) => id.Length <= LongestId ? id : id[..LongestId];
}
