namespace LiveParking.Standalone;

/// <summary>The state that <see cref="StoreReadiness"/> writes. It is never read.</summary>
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
