namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>A rejected payload of a sensor, so that an operator sees a sensor that only sends invalid data.</summary>
/// <param name="SensorId">The sensor; 1 to 128 characters.</param>
/// <param name="Reason">Why it was rejected, for people; longer text is cut to 200 characters.</param>
/// <param name="IsPast">Whether a later reading of the sensor, in the same request, was well formed.</param>
/// <param name="Id">The id of the reading, if it has one.</param>
[GenerateSerializer, Immutable, Alias("live-parking.RefusedReading")]
public sealed record RefusedReading(
    [property: Id(0)] string SensorId,
    [property: Id(1)] string Reason,
    [property: Id(2)] bool IsPast = false,
    [property: Id(3)] string? Id = null);
