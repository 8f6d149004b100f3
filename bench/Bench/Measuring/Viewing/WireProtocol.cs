namespace LiveParking.Bench.Measuring.Viewing;

/// <summary>The protocol of a server of frames.</summary>
public enum WireProtocol
{
    /// <summary>Each binary WebSocket message is a JPEG.</summary>
    WebSocket,

    /// <summary>SignalR over WebSocket with MessagePack: a server stream of frames.</summary>
    SignalR,

    /// <summary>Socket.IO 4 over WebSocket: events with a binary attachment.</summary>
    SocketIo,

    /// <summary>Socket.IO 4 over WebSocket: the sketch's events, with the JPEG as base64 in JSON.</summary>
    Sketch,
}
