namespace LiveParking.Gateway.Api;

/// <summary>One reading that names its level.</summary>
/// <param name="Location">The location's id.</param>
/// <param name="Level">The level's id.</param>
/// <param name="Id">Unique among the readings of its sensor, so that duplicates are detected; 1 to 128 characters.</param>
/// <param name="SensorId">The sensor; 1 to 128 characters.</param>
/// <param name="At">When it happened, by the sensor's clock, with an offset; at most 5 minutes ahead.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Count">Of `entry` and `exit`: how many cars, 1 to 10,000; 1 when absent.</param>
/// <param name="Occupied">Of `count`: how many spots are taken, a whole number. Of `spot`: whether it is taken, true or false.</param>
/// <param name="SpotId">Of `spot`: which one; 1 to 64 characters.</param>
/// <param name="SpotType">Of `spot`: its type, one of those in the level's capacity; where the sensor knows it.</param>
/// <param name="Battery">Charge of the sensor's battery in percent, 0 to 100; with a reading of any kind.</param>
internal sealed record AddressedReading(
    string Location,
    string Level,
    string Id,
    string SensorId,
    DateTimeOffset At,
    WireReadingKind Kind,
    int? Count = null,
    object? Occupied = null,
    string? SpotId = null,
    string? SpotType = null,
    double? Battery = null);
