namespace LiveParking.Bench.Measuring.Sockets;

/// <summary>Takes the messages of a WebSocket piece by piece.</summary>
public interface IMessageParts
{
    /// <summary>A message begins.</summary>
    void BeginMessage(bool isText);

    /// <summary>Bytes of it.</summary>
    void Part(ReadOnlySpan<byte> part);

    /// <summary>It is complete.</summary>
    void EndMessage();
}
