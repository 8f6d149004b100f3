using System.Buffers;

namespace LiveParking.Gateway.Sockets;

/// <summary>A buffer writer that can send bytes from where they are, without a copy.</summary>
internal interface ISharedBytesWriter : IBufferWriter<byte>
{
    /// <summary>Appends bytes that stay as they are until nobody refers to them any more: they may be sent later, to many connections.</summary>
    void WriteShared(ReadOnlyMemory<byte> bytes);
}
