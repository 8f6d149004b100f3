namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>What a sensor sent and what is no reading, so that an operator sees the sensor that only sends such.</summary>
/// <param name="SensorId">The sensor; 1 to 128 characters.</param>
/// <param name="Reason">What is wrong with it, for people; what is longer than 200 characters is cut.</param>
/// <param name="IsPast">Whether a later one of the sensor, in the same request, was well formed.</param>
[GenerateSerializer, Immutable, Alias("live-parking.RefusedReading")]
public sealed record RefusedReading(
    [property: Id(0)] string SensorId,
    [property: Id(1)] string Reason,
    [property: Id(2)] bool IsPast = false);
