using System.Text.Json;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>
/// Parses <c>{readings: […]}</c> directly from its bytes. A malformed body is rejected as a whole. A reading that breaks a rule is rejected alone, so
/// that one broken sensor behind a gateway does not block the others.
/// </summary>
internal static class ReadingsReader
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 16 };

    /// <summary>Reads the readings of one level.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isForSensor">Whether the caller may report for a sensor; null when it may for all.</param>
    /// <exception cref="ApiException">The body is malformed, or a reading has no id.</exception>
    public static ReadingBatch Read(ReadOnlySpan<byte> body, Func<string, bool>? isForSensor = null) => Read(body, isForLevel: null, isForSensor);

    /// <summary>Reads readings that name their levels.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isForLevel">Whether the caller may report for a level.</param>
    /// <param name="isForSensor">Whether the caller may report for a sensor; null when it may for all.</param>
    /// <exception cref="ApiException">The body is malformed, or a reading has no id.</exception>
    public static ReadingBatch ReadAddressed(ReadOnlySpan<byte> body, Func<LevelKey, bool> isForLevel, Func<string, bool>? isForSensor = null) =>
        Read(body, (Func<LevelKey, bool>?)isForLevel, isForSensor);

    private static ReadingBatch Read(ReadOnlySpan<byte> body, Func<LevelKey, bool>? isForLevel, Func<string, bool>? isForSensor)
    {
        var reader = new Utf8JsonReader(body, Strict);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw ApiErrors.Invalid("The body has to be a JSON object with the field 'readings'.");

            ReadingBatch? batch = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isReadings = ReadingText.Is(ref reader, "readings"u8);
                reader.Read();
                if (!isReadings)
                    reader.Skip();
                else if (batch is not null)
                    throw ApiErrors.Invalid("The field 'readings' stands there twice.", "readings");
                else
                    batch = ReadList(ref reader, isForLevel, isForSensor);
            }

            // Any data after the object is malformed.
            reader.Read();
            return batch ?? throw ApiErrors.Invalid("The field 'readings' is missing.", "readings");
        }
        catch (JsonException exception)
        {
            throw ApiErrors.Malformed(exception);
        }
    }

    private static ReadingBatch ReadList(ref Utf8JsonReader reader, Func<LevelKey, bool>? isForLevel, Func<string, bool>? isForSensor)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw ApiErrors.Invalid("The field 'readings' has to be an array.", "readings");
        var batch = new ReadingBatch();
        var before = default(ReadingFields);
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == ReadingLimits.MaxReadings)
                throw WrongCount();
            before = ReadOne(ref reader, index, before);
            Take(batch, before, isForLevel, isForSensor);
        }

        return batch.Results.Count > 0 ? batch : throw WrongCount();
    }

    private static ApiException WrongCount() => ApiErrors.Invalid($"The field 'readings' has to hold 1 to {ReadingLimits.MaxReadings} readings.", "readings");

    private static ReadingFields ReadOne(ref Utf8JsonReader reader, int index, in ReadingFields before)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw ApiErrors.Invalid($"The field 'readings[{index}]' has to be an object.", $"readings[{index}]");
        var fields = default(ReadingFields);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = ReadingText.FieldOf(ref reader);
            reader.Read();
            if (!fields.TryTake(field, ref reader, before))
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(field.ToString());
                throw ApiErrors.Invalid($"The field 'readings[{index}].{name}' stands there twice.", $"readings[{index}].{name}");
            }
        }

        // Without an id the sender can't know which reading was rejected, so the whole body is rejected.
        if (fields.Id is null)
        {
            throw ApiErrors.Invalid(
                $"The field 'readings[{index}].id' has to be a text of 1 to {ReadingLimits.MaxIdLength} characters.", $"readings[{index}].id");
        }

        return fields;
    }

    private static void Take(ReadingBatch batch, in ReadingFields fields, Func<LevelKey, bool>? isForLevel, Func<string, bool>? isForSensor)
    {
        LevelKey? level = isForLevel is not null && Slug.IsValid(fields.Location) && Slug.IsValid(fields.Level) ? new LevelKey(fields.Location!, fields.Level!) : null;
        var isForbidden = (level is { } named && !isForLevel!(named)) || (fields.SensorId is { } sensor && isForSensor?.Invoke(sensor) == false);
        if (!fields.TryBuild(out var reading, out var reason))
        {
            batch.Reject(fields.Id!, reason);
            if (fields.SensorId is { } sensorId && !isForbidden && (isForLevel is null || level is not null))
                batch.Note(sensorId, reason, level);
        }
        else if (isForLevel is not null && level is null)
        {
            batch.Reject(fields.Id!, Slug.IsValid(fields.Location)
                ? $"level has to be the id of a level, of the form {Slug.Pattern}."
                : $"location has to be the id of a location, of the form {Slug.Pattern}.");
        }
        else if (isForbidden)
        {
            batch.Forbid(fields.Id!, level is { } other && !isForLevel!(other)
                ? $"location: the token is not for '{other.LocationId}', or not for its level '{other.LevelId}'."
                : $"sensorId: the token is not for sensor '{reading.SensorId}'.");
        }
        else
        {
            batch.Accept(reading, level);
        }
    }
}
