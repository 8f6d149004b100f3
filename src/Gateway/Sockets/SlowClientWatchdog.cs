using Microsoft.AspNetCore.Connections;

namespace LiveParking.Gateway.Sockets;

/// <summary>Drops a connection whose client reads nothing.</summary>
/// <param name="direct">The sending socket.</param>
/// <param name="connection">The connection.</param>
/// <param name="timeout">Maximum duration of one send.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class SlowClientWatchdog(DirectSocket direct, ConnectionContext connection, TimeSpan timeout, TimeProvider timeProvider)
{
    private object? _send;
    private long _since;

    /// <summary>Checks whether the send that was pending last time is still pending; called about once a second.</summary>
    public void Check()
    {
        var send = direct.Waiting;
        if (send is null || send != _send)
            (_send, _since) = (send, timeProvider.GetTimestamp());
        else if (timeProvider.GetElapsedTime(_since) > timeout)
            connection.Abort();
    }
}
