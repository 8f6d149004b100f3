namespace LiveParking.Gateway.Errors;

/// <summary>The gateway refuses a request and says why.</summary>
internal sealed class RefusedException(Fault fault, Exception? inner = null) : Exception(fault.Detail, inner)
{
    /// <summary>What the caller is told.</summary>
    public Fault Fault { get; } = fault;

    /// <summary>Whether the gateway refuses because it has too much to do itself, whatever the request is for.</summary>
    public bool IsBusy { get; init; }
}
