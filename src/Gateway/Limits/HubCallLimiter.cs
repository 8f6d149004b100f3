using System.Threading.RateLimiting;
using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Limits how often one connection may call: so many calls a second in the long run, a burst at once; acknowledgements have a limit of their own. A
/// call that names no method or carries broken arguments counts as well, and also for its client: all connections of a token or an address have one
/// budget for such calls. Calls that can be read meet no limit that connections share. A connection that goes on with calls that are refused is closed.
/// </summary>
internal sealed class HubCallLimiter(IOptions<GatewayOptions> options, ShortConnections shortOnes, GatewayMeters meters, TimeProvider time) : IDisposable
{
    private readonly PartitionedRateLimiter<ClientKey> _broken = PartitionedRateLimiter.Create<ClientKey, ClientKey>(
        client => RateLimitPartition.GetTokenBucketLimiter(
            client, _ => RequestLimits.Bucket(options.Value.BrokenCallsPerSecondOfClient, options.Value.BrokenCallBurstOfClient)));

    /// <summary>The protocols are shared by all connections and read messages in the flow of the connection.</summary>
    private readonly AsyncLocal<HubCallBudget?> _current = new();

    /// <summary>Gives each connection a budget.</summary>
    public static IConnectionBuilder Limit(IConnectionBuilder connections)
    {
        var limiter = connections.ApplicationServices.GetRequiredService<HubCallLimiter>();
        return connections.Use(limiter.RunAsync);
    }

    /// <summary>Whether the current connection may make a call.</summary>
    /// <param name="method">The method that it names.</param>
    /// <param name="isReadable">Whether there is such a method and the arguments have its form.</param>
    public bool TryTake(string method, bool isReadable)
    {
        if (_current.Value is not { } budget)
            return true;
        var now = time.GetElapsedTime(0);
        var own = isReadable && method == nameof(CamerasHub.AckFrame) ? budget.Acks : budget.Calls;
        if (own.TryTake(now) && (isReadable || TryTakeBroken(budget.Client)))
            return true;
        meters.CallsRefused.Add(1);
        if (!(isReadable ? budget.Refused : budget.Unreadable).TryTake(now))
            budget.Close();
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _broken.Dispose();

    private bool TryTakeBroken(ClientKey? client)
    {
        if (client is not { } known)
            return true;
        using var lease = _broken.AttemptAcquire(known);
        return lease.IsAcquired;
    }

    private async Task RunAsync(ConnectionContext connection, Func<Task> next)
    {
        ClientKey? client = connection.GetHttpContext() is { } http ? ClientKey.Of(http) : null;
        var budget = new HubCallBudget(client, options.Value, close: () =>
        {
            if (client is { } flooding)
                shortOnes.Flooded(flooding);
            connection.Abort();
        });
        _current.Value = budget;
        try
        {
            await next();
        }
        finally
        {
            budget.End();
        }
    }
}
