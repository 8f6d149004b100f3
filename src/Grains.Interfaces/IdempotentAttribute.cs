namespace LiveParking.Grains.Interfaces;

/// <summary>
/// A caller that got no answer may call the grain method again with the same arguments: the second call has no further effect, and its answer serves as
/// well as the first one. This holds as long as nobody else changes the same thing meanwhile. A call that arrives very late, after somebody else's
/// change, may undo that change; a caller for whom that matters names the expected version.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IdempotentAttribute : Attribute
{
    /// <summary>The parameter with which the method is not idempotent: an expected version does not match a second time. Null for none.</summary>
    public string? Unless { get; init; }
}
