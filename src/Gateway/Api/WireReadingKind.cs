namespace LiveParking.Gateway.Api;

/// <summary>What a reading tells.</summary>
internal enum WireReadingKind
{
    /// <summary>Cars came in.</summary>
    Entry = 0,

    /// <summary>Cars went out.</summary>
    Exit = 1,

    /// <summary>So many spots are taken now.</summary>
    Count = 2,

    /// <summary>One spot was taken or left.</summary>
    Spot = 3,

    /// <summary>The sensor is alive.</summary>
    Heartbeat = 4,
}
