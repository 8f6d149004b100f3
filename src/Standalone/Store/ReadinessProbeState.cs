namespace LiveParking.Standalone.Store;

/// <summary>What <see cref="StoreReadiness"/> writes. Nobody reads it.</summary>
/// <param name="Schema">The version of this form.</param>
/// <param name="At">When it was written.</param>
internal sealed record ReadinessProbeState(int Schema, DateTimeOffset At)
{
    /// <summary>The form that this program writes.</summary>
    public const int CurrentSchema = 1;

    public ReadinessProbeState()
        : this(CurrentSchema, default)
    {
    }
}
