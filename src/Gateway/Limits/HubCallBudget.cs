namespace LiveParking.Gateway.Limits;

/// <summary>The call budget of one hub connection.</summary>
/// <param name="client">The client of the connection; null when unknown.</param>
/// <param name="options">The limits.</param>
/// <param name="close">Closes the connection.</param>
internal sealed class HubCallBudget(ClientKey? client, GatewayOptions options, Action close)
{
    /// <summary>Rate at which rejected unreadable calls are forgiven.</summary>
    private const double ForgivenPerSecond = 1;

    /// <summary>Number of bursts that a client may send without waiting for answers before it counts as a flood.</summary>
    private const double RefusedBursts = 4;

    private Action? _close = close;

    /// <summary>The client of the connection; null when unknown.</summary>
    public ClientKey? Client => client;

    /// <summary>Method calls, including calls of unknown methods.</summary>
    public TokenBucket Calls { get; } = new(options.HubCallsPerSecond, options.HubCallBurst);

    /// <summary>Acknowledgements of frames.</summary>
    public TokenBucket Acks { get; } = new(options.HubAcksPerSecond, options.HubAcksPerSecond);

    /// <summary>Rejected unreadable calls before the connection is closed.</summary>
    public TokenBucket Unreadable { get; } = new(ForgivenPerSecond, options.HubCallBurst);

    /// <summary>Rejected readable calls before the connection is closed.</summary>
    public TokenBucket RefusedCalls { get; } = new(options.HubCallsPerSecond, RefusedBursts * (double)options.HubCallBurst);

    /// <summary>Closes the connection.</summary>
    public void Close() => Interlocked.Exchange(ref _close, null)?.Invoke();

    /// <summary>The connection has ended. Running calls may keep this budget, but must not keep the connection alive.</summary>
    public void End() => _close = null;
}
