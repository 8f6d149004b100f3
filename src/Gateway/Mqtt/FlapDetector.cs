namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// Detects connections that are repeatedly lost soon after they open. The usual cause is another client with the same id at the broker.
/// </summary>
internal sealed class FlapDetector(TimeProvider timeProvider)
{
    /// <summary>A connection that lasted this long counts as stable.</summary>
    public static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(10);

    private const int MinShortConnections = 3;

    private long _since;
    private int _inARow;

    /// <summary>Whether the last three or more connections were short.</summary>
    public bool IsFlapping => _inARow >= MinShortConnections;

    /// <summary>The connection is open.</summary>
    public void Begin() => _since = timeProvider.GetTimestamp();

    /// <summary>The connection is lost.</summary>
    public void End() => _inARow = timeProvider.GetElapsedTime(_since) < StableAfter ? _inARow + 1 : 0;

    /// <summary>The connection was stable.</summary>
    public void Forget() => _inARow = 0;
}
