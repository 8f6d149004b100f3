using System.Buffers;

namespace LiveParking.Gateway.Sockets;

/// <summary>A buffer writer that can send bytes without a copy.</summary>
internal interface ISharedBytesWriter : IBufferWriter<byte>
{
    /// <summary>Appends bytes that must not change while they are referenced: they may be sent later, to many connections.</summary>
    void WriteShared(ReadOnlyMemory<byte> bytes);
}
