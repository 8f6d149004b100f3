namespace LiveParking.Gateway.Sockets;

/// <summary>Whole WebSocket frames for a socket: in one piece, which is cheaper for the kernel, or in several.</summary>
/// <param name="Piece">The bytes; unused when there are several pieces.</param>
/// <param name="Pieces">The bytes in order; null when there is one piece.</param>
internal readonly record struct OutgoingBytes(ReadOnlyMemory<byte> Piece, IList<ArraySegment<byte>>? Pieces = null);
