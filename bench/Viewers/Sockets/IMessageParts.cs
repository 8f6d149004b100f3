namespace LiveParking.Viewers.Sockets;

/// <summary>Takes the messages of a WebSocket piece by piece.</summary>
internal interface IMessageParts
{
    void BeginMessage(bool isText);

    void Part(ReadOnlySpan<byte> part);

    void EndMessage();
}
