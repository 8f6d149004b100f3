using LiveParking.Gateway.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Limits the calls of one connection: a sustained rate and a burst. Acknowledgements have their own limit. A call with an unknown method or broken
/// arguments also counts for its client: all connections of a token or an address share one budget for such calls. Readable calls have no shared
/// limit. A connection that continues after rejections is closed.
/// </summary>
internal sealed class HubCallLimiter(IOptions<GatewayOptions> options, ShortConnectionLimiter shortConnections, GatewayMeters meters, ClientLimits limits, TimeProvider timeProvider)
{
    /// <summary>The hub method of acknowledgements: <c>CamerasHub.AckFrame</c>.</summary>
    public const string AcknowledgementMethod = "AckFrame";

    private readonly ClientLimit _broken = limits.Add(_ => ClientLimits.Bucket(options.Value.BrokenCallsPerSecondOfClient, options.Value.BrokenCallBurstOfClient));

    /// <summary>All connections share the protocols. Protocols read messages in the connection's execution context.</summary>
    private readonly AsyncLocal<HubCallBudget?> _current = new();

    /// <summary>Gives each connection a budget.</summary>
    public static IConnectionBuilder Limit(IConnectionBuilder connections)
    {
        var limiter = connections.ApplicationServices.GetRequiredService<HubCallLimiter>();
        return connections.Use(limiter.RunAsync);
    }

    /// <summary>Takes a call from the current connection's budget; false when the budget is empty.</summary>
    /// <param name="method">The called method.</param>
    /// <param name="isReadable">Whether the method exists and the arguments fit it.</param>
    public bool TryTake(string method, bool isReadable)
    {
        if (_current.Value is not { } budget)
            return true;
        var now = timeProvider.GetElapsedTime(0);
        var own = isReadable && method == AcknowledgementMethod ? budget.Acks : budget.Calls;
        if (own.TryTake(now) && (isReadable || TryTakeBroken(budget.Client)))
            return true;
        meters.CallsRefused.Add(1);
        if (!(isReadable ? budget.RefusedCalls : budget.Unreadable).TryTake(now))
            budget.Close();
        return false;
    }

    private bool TryTakeBroken(ClientKey? client)
    {
        if (client is not { } known)
            return true;
        using var lease = _broken.AttemptAcquire(known);
        return lease.IsAcquired;
    }

    private async Task RunAsync(ConnectionContext connection, Func<Task> next)
    {
        var http = connection.GetHttpContext();
        ClientKey? client = http is null ? null : ClientKey.Of(http);
        var budget = new HubCallBudget(client, options.Value, close: () =>
        {
            // An address may be that of thousands of phones: one of them must not keep the others out.
            if (client is { IsToken: true } flooding)
                shortConnections.RecordFlood(flooding);
            connection.Abort();
        });
        _current.Value = budget;
        // The connection has begun. The client's handshake comes next, which may take as long as the client likes.
        http?.Features.Get<ClientTurn>()?.Dispose();
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
