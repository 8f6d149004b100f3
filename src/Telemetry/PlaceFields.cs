using LiveParking.Grains.Interfaces.Levels;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace LiveParking.Telemetry;

/// <summary>
/// Names the place of a log record: <c>liveparking.location</c>, <c>liveparking.level</c> and <c>liveparking.camera</c>, from the values in its message.
/// </summary>
internal sealed class PlaceFields : BaseProcessor<LogRecord>
{
    /// <inheritdoc/>
    public override void OnEnd(LogRecord data)
    {
        if (data.Attributes is not { Count: > 0 } attributes)
            return;
        List<KeyValuePair<string, object?>>? places = null;
        foreach (var (name, value) in attributes)
        {
            if (FieldOf(name) is not { } field || value?.ToString() is not { Length: > 0 } text)
                continue;
            places ??= [];
            if (field == "liveparking.level" && LevelKey.TryParse(text, out var level))
            {
                places.Add(new("liveparking.location", level.LocationId));
                text = level.LevelId;
            }

            places.Add(new(field, text));
        }

        if (places is not null)
            data.Attributes = [.. attributes, .. places.DistinctBy(place => place.Key)];
    }

    private static string? FieldOf(string name) => name switch
    {
        "Location" or "LocationId" => "liveparking.location",
        "Level" or "LevelId" => "liveparking.level",
        "Camera" or "CameraId" => "liveparking.camera",
        _ => null,
    };
}
