namespace LiveParking.Gateway.Errors;

/// <summary>The gateway rejects a request and gives the reason.</summary>
internal sealed class RefusedException(Fault fault, Exception? inner = null) : Exception(fault.Detail, inner)
{
    /// <summary>The error for the caller.</summary>
    public Fault Fault { get; } = fault;

    /// <summary>Whether the gateway rejects the request because it is overloaded, whatever the request is for.</summary>
    public bool IsBusy { get; init; }
}
