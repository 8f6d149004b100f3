namespace LiveParking.Gateway.Sockets;

/// <summary>Whole WebSocket frames on their way to a socket: one piece, which the kernel takes more cheaply, or several.</summary>
/// <param name="Piece">The bytes; without meaning when there are several pieces.</param>
/// <param name="Pieces">The bytes in order; null when there is one piece.</param>
internal readonly record struct OutgoingBytes(ReadOnlyMemory<byte> Piece, IList<ArraySegment<byte>>? Pieces = null);
