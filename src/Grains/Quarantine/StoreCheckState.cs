namespace LiveParking.Grains.Quarantine;

/// <summary>The state that a store check writes.</summary>
internal sealed record StoreCheckState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset At { get; init; }
}
