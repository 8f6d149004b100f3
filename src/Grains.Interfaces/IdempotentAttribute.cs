namespace LiveParking.Grains.Interfaces;

/// <summary>
/// A second call of the grain method with the same arguments has no further effect, and its answer serves as well as the first one. A caller that got
/// no answer may call again.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IdempotentAttribute : Attribute
{
    /// <summary>The parameter with which the method is not idempotent: an expected version does not match a second time. Null for none.</summary>
    public string? Unless { get; init; }
}
