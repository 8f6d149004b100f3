namespace LiveParking.Gateway.Limits;

/// <summary>What one hub connection may still call.</summary>
/// <param name="options">The limits.</param>
/// <param name="close">Closes the connection.</param>
internal sealed class HubCallBudget(GatewayOptions options, Action close)
{
    private Action? _close = close;

    /// <summary>Calls of methods, also of those that do not exist.</summary>
    public TokenBucket Calls { get; } = new(options.HubCallsPerSecond, options.HubCallBurst);

    /// <summary>Acknowledgements of frames.</summary>
    public TokenBucket Acks { get; } = new(options.HubAcksPerSecond, options.HubAcksPerSecond);

    /// <summary>Calls that can't be read and are refused, before the connection is closed.</summary>
    public TokenBucket Unreadable { get; } = new(options.HubCallsPerSecond, options.HubCallBurst);

    /// <summary>Closes the connection.</summary>
    public void Close() => _close?.Invoke();

    /// <summary>The connection has ended. What it started may keep this budget, but not the connection.</summary>
    public void End() => _close = null;
}
