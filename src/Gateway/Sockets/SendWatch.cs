using Microsoft.AspNetCore.Connections;

namespace LiveParking.Gateway.Sockets;

/// <summary>Drops a connection whose client takes nothing of what is sent to it.</summary>
/// <param name="direct">What sends.</param>
/// <param name="connection">The connection.</param>
/// <param name="patience">How long one send may wait.</param>
/// <param name="time">The clock.</param>
internal sealed class SendWatch(DirectSocket direct, ConnectionContext connection, TimeSpan patience, TimeProvider time)
{
    private object? _send;
    private long _since;

    /// <summary>Looks whether the send that waited last time still does; called about once a second.</summary>
    public void Look()
    {
        var send = direct.Waiting;
        if (send is null || send != _send)
            (_send, _since) = (send, time.GetTimestamp());
        else if (time.GetElapsedTime(_since) > patience)
            connection.Abort();
    }
}
