namespace LiveParking.Gateway.Mqtt;

/// <summary>Sees connections that are lost soon after they came up, again and again: as a rule somebody else has the same name at the broker.</summary>
internal sealed class ShortLives(TimeProvider time)
{
    /// <summary>A connection that lasted this long was a good one.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(10);

    private const int Notable = 3;

    private long _since;
    private int _inARow;

    /// <summary>Whether the last three or more were short.</summary>
    public bool AreNotable => _inARow >= Notable;

    /// <summary>A connection is up.</summary>
    public void Begin() => _since = time.GetTimestamp();

    /// <summary>It is lost.</summary>
    public void End() => _inARow = time.GetElapsedTime(_since) < Short ? _inARow + 1 : 0;

    /// <summary>It has lasted.</summary>
    public void Forget() => _inARow = 0;
}
