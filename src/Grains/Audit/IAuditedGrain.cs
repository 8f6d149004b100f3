using Orleans.Serialization.Invocation;

namespace LiveParking.Grains.Audit;

/// <summary>A grain with methods that are <see cref="Interfaces.Access.AuditedAttribute">audited</see>: it says what an entry is about.</summary>
internal interface IAuditedGrain
{
    /// <summary>The location and the thing that a call is about.</summary>
    (string? LocationId, string? Target) AuditTarget(string action, IInvokable call);

    /// <summary>What a call changes, as it is now, in the form of the API as JSON; null when there is nothing.</summary>
    /// <param name="action">The action.</param>
    /// <param name="call">The call.</param>
    /// <param name="result">The result of the call; null before it.</param>
    Task<string?> DescribeAsync(string action, IInvokable call, object? result);
}
