namespace LiveParking.Gateway.Api;

/// <summary>The kind of a reading.</summary>
internal enum WireReadingKind
{
    /// <summary>Cars came in.</summary>
    Entry = 0,

    /// <summary>Cars went out.</summary>
    Exit = 1,

    /// <summary>The number of occupied spots.</summary>
    Count = 2,

    /// <summary>One spot was taken or left.</summary>
    Spot = 3,

    /// <summary>The sensor is alive.</summary>
    Heartbeat = 4,
}
