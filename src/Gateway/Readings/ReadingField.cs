namespace LiveParking.Gateway.Readings;

/// <summary>The fields of a reading in a request, as a set.</summary>
[Flags]
internal enum ReadingField
{
    None = 0,
    Id = 1,
    SensorId = 1 << 1,
    At = 1 << 2,
    Kind = 1 << 3,
    Count = 1 << 4,
    Occupied = 1 << 5,
    SpotId = 1 << 6,
    SpotType = 1 << 7,
    Battery = 1 << 8,
    Location = 1 << 9,
    Level = 1 << 10,
}
