namespace LiveParking.Gateway.Limits;

/// <summary>What one hub connection may still call.</summary>
/// <param name="client">Whose connection it is; null when nobody knows.</param>
/// <param name="options">The limits.</param>
/// <param name="close">Closes the connection.</param>
internal sealed class HubCallBudget(ClientKey? client, GatewayOptions options, Action close)
{
    /// <summary>How often one call that can't be read and is refused is forgiven.</summary>
    private const double ForgivenPerSecond = 1;

    /// <summary>A client that waits for no answer may send so many bursts at once before it is taken for a flood.</summary>
    private const double RefusedBursts = 4;

    private Action? _close = close;

    /// <summary>Whose connection it is; null when nobody knows.</summary>
    public ClientKey? Client => client;

    /// <summary>Calls of methods, also of those that do not exist.</summary>
    public TokenBucket Calls { get; } = new(options.HubCallsPerSecond, options.HubCallBurst);

    /// <summary>Acknowledgements of frames.</summary>
    public TokenBucket Acks { get; } = new(options.HubAcksPerSecond, options.HubAcksPerSecond);

    /// <summary>Calls that can't be read and are refused, before the connection is closed.</summary>
    public TokenBucket Unreadable { get; } = new(ForgivenPerSecond, options.HubCallBurst);

    /// <summary>Calls that can be read and are refused, before the connection is closed.</summary>
    public TokenBucket Refused { get; } = new(options.HubCallsPerSecond, RefusedBursts * (double)options.HubCallBurst);

    /// <summary>Closes the connection.</summary>
    public void Close() => Interlocked.Exchange(ref _close, null)?.Invoke();

    /// <summary>The connection has ended. What it started may keep this budget, but not the connection.</summary>
    public void End() => _close = null;
}
