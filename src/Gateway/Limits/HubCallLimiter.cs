using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Limits how often one connection may call: so many calls a second in the long run, a burst at once; acknowledgements have a limit of their own. A
/// call that names no method or carries broken arguments counts as well, and a client that goes on sending such calls is disconnected.
/// </summary>
internal sealed class HubCallLimiter(IOptions<GatewayOptions> options, GatewayMeters meters, TimeProvider time)
{
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
        if ((isReadable && method == nameof(CamerasHub.AckFrame) ? budget.Acks : budget.Calls).TryTake(now))
            return true;
        meters.CallsRefused.Add(1);
        if (!isReadable && !budget.Unreadable.TryTake(now))
            budget.Close();
        return false;
    }

    private async Task RunAsync(ConnectionContext connection, Func<Task> next)
    {
        var budget = new HubCallBudget(options.Value, connection.Abort);
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
