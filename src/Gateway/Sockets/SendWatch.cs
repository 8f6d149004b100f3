using Microsoft.AspNetCore.Connections;

namespace LiveParking.Gateway.Sockets;

/// <summary>Drops a connection whose client takes nothing of what is sent to it.</summary>
/// <param name="writer">What sends.</param>
/// <param name="connection">The connection.</param>
/// <param name="patience">How long one message may wait.</param>
/// <param name="time">The clock.</param>
internal sealed class SendWatch(MessageWriter writer, ConnectionContext connection, TimeSpan patience, TimeProvider time)
{
    private object? _message;
    private long _since;

    /// <summary>Looks whether the message that waited last time still does; called about once a second.</summary>
    public void Look()
    {
        var message = writer.Waiting;
        if (message is null || message != _message)
            (_message, _since) = (message, time.GetTimestamp());
        else if (time.GetElapsedTime(_since) > patience)
            connection.Abort();
    }
}
