using System.Buffers.Binary;
using System.Text;

namespace LiveParking.Bench.Viewers.Protocols;

/// <summary>The hub messages that a viewer sends, as MessagePack with their length before them.</summary>
internal static class SignalRMessages
{
    private const byte Nil = 0xC0;
    private const int CompletionKind = 3;
    private const int CloseKind = 7;

    /// <summary>Keep-alive message: <c>[6]</c>.</summary>
    public static byte[] Ping { get; } = Framed([0x91, 6]);

    /// <summary>A call of <c>WatchCamera</c> for a stream: <c>[4, {}, "1", "WatchCamera", [camera, options], []]</c>.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="acks">Whether frames will be acknowledged.</param>
    /// <param name="withOptions">Whether the server knows options.</param>
    public static byte[] Watch(string camera, bool acks, bool withOptions) => Framed(
        [0x96, 4, 0x80, .. Text("1"), .. Text("WatchCamera"), 0x92, .. Text(camera), .. withOptions ? Options(acks) : [Nil], 0x90]);

    /// <summary>A call of <c>AckFrame</c> without an answer: <c>[1, {}, nil, "AckFrame", [camera, sequence], []]</c>.</summary>
    public static byte[] Acknowledge(string camera, long sequence)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, sequence);
        return Framed([0x96, 1, 0x80, Nil, .. Text("AckFrame"), 0x92, .. Text(camera), 0xD3, .. number, 0x90]);
    }

    /// <summary>Throws when a message ends the stream or the connection.</summary>
    public static void RequireNoEnd(ReadOnlySpan<byte> message)
    {
        if (message is [_, CompletionKind or CloseKind, ..])
            throw new IOException($"The server ended a stream: {Encoding.UTF8.GetString(message)}");
    }

    private static byte[] Options(bool acks) => [0x82, .. Text("quality"), .. Text("high"), .. Text("acks"), (byte)(acks ? 0xC3 : 0xC2)];

    private static byte[] Text(string text) => [(byte)(0xA0 | text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Framed(ReadOnlySpan<byte> message) =>
        message.Length < 0x80 ? [(byte)message.Length, .. message] : [(byte)(message.Length | 0x80), (byte)(message.Length >> 7), .. message];
}
