using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Lets each client start a few hub connections and subscriptions at a time; further ones wait, oldest first. So the flood of one client waits in a queue
/// of that client, and not in the thread pool before the requests of others. Thread-safe.
/// </summary>
internal sealed class ClientTurns(ClientLimits limits, TimeProvider timeProvider)
{
    /// <summary>
    /// Few, so that the work of one client never takes all processors from the others. Each takes about a millisecond, so two of them are still some
    /// thousand a second.
    /// </summary>
    internal static readonly int MaxConcurrent = Math.Max(2, Environment.ProcessorCount / 2);

    /// <summary>How long a turn lasts at most. A call that waits for something else, such as a lost silo, does not hold up the others of its client.</summary>
    private static readonly TimeSpan MaxTurn = TimeSpan.FromSeconds(0.25);

    // Only connections that hold a lease of HubConnectionLimiter wait, and of each connection at most the calls that SignalR runs in parallel.
    private readonly ClientLimit _limit = limits.Add(_ => ClientLimits.Concurrency(MaxConcurrent, queue: int.MaxValue));

    /// <summary>Waits for a turn of a client. It ends when it is disposed, and at the latest after 0.25 s.</summary>
    /// <exception cref="OperationCanceledException">The client stopped waiting.</exception>
    public async ValueTask<ClientTurn> EnterAsync(ClientKey client, CancellationToken cancellationToken) =>
        new(await _limit.AcquireAsync(client, cancellationToken), MaxTurn, timeProvider);

    /// <summary>Waits for a turn of the client of a hub connection.</summary>
    /// <exception cref="OperationCanceledException">The connection is closed.</exception>
    public ValueTask<ClientTurn> EnterAsync(HubCallerContext connection) =>
        EnterAsync(connection.GetHttpContext() is { } http ? ClientKey.Of(http) : default, connection.ConnectionAborted);
}
