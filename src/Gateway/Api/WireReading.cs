namespace LiveParking.Gateway.Api;

/// <summary>One reading.</summary>
/// <param name="Id">Names this reading among those of its sensor, so that a repetition is seen; 1 to 128 characters.</param>
/// <param name="SensorId">The sensor; 1 to 128 characters.</param>
/// <param name="At">When it happened, by the sensor's clock, with an offset; at most 5 minutes ahead.</param>
/// <param name="Kind">What happened. `spot` and `heartbeat` are not counted by this version yet: such a reading is rejected.</param>
/// <param name="Count">Of `entry` and `exit`: how many cars, 1 to 10,000; 1 when absent.</param>
/// <param name="Occupied">Of `count`: how many spots are taken.</param>
internal sealed record WireReading(string Id, string SensorId, DateTimeOffset At, WireReadingKind Kind, int? Count = null, int? Occupied = null);
