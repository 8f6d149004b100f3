using System.Buffers;
using System.Runtime.CompilerServices;
using LiveParking.Gateway.MessagePack;
using LiveParking.Gateway.Sockets;
using LiveParking.GatewayTests.Sockets;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace LiveParking.GatewayTests.Frames;

public sealed class FrameHubProtocolTests
{
    private static readonly int[] Sizes = [0, 1, 20, 30, 40, 50, 60, 126, 255, 256, 16_000, 16_300, 65_535, 65_536, 120_000, 2_100_000];
    private static readonly string[] Ids = ["1", "42", "abcdefghijklmnopqrstuvwxyz01234", "abcdefghijklmnopqrstuvwxyz012345", "a\"b", "é", "", "a b"];

    [Theory, InlineData(Protocol.Json), InlineData(Protocol.MessagePack)]
    public void Frames_have_the_bytes_of_the_stock_protocol(Protocol protocol)
    {
        var (stock, ours) = Make(protocol);
        foreach (var id in Ids)
        {
            foreach (var size in Sizes)
            {
                var message = new StreamItemMessage(id, FrameHub.Make(3, size));
                Same(stock, ours, message, $"{size} bytes for stream '{id}'");
            }
        }
    }

    [Theory, InlineData(Protocol.Json), InlineData(Protocol.MessagePack)]
    public void All_else_has_the_bytes_of_the_stock_protocol(Protocol protocol)
    {
        var (stock, ours) = Make(protocol);
        var frame = FrameHub.Make(3, 100);
        var headers = new Dictionary<string, string> { ["a"] = "b" };
        HubMessage[] messages =
        [
            new StreamItemMessage("1", null), new StreamItemMessage("1", "text"), new StreamItemMessage("1", frame) { Headers = headers },
            CompletionMessage.WithResult("1", frame), new InvocationMessage("Frame", [frame]), PingMessage.Instance, CloseMessage.Empty,
        ];
        foreach (var message in messages)
            Same(stock, ours, message, message.GetType().Name);
    }

    [Theory, InlineData(Protocol.Json), InlineData(Protocol.MessagePack)]
    public void A_frame_is_made_once_and_all_viewers_get_the_same_bytes(Protocol protocol)
    {
        var (_, ours) = Make(protocol);
        var frame = FrameHub.Make(3, 50_000);
        var (one, two) = (new SharingWriter(), new SharingWriter());
        ours.WriteMessage(new StreamItemMessage("1", frame), one);
        ours.WriteMessage(new StreamItemMessage("2", frame), two);
        Assert.True(Assert.Single(one.Shared).Equals(Assert.Single(two.Shared)));
        if (protocol == Protocol.MessagePack)
            Assert.True(one.Shared[0].Equals(frame.Data));
    }

    [Fact]
    public void What_was_made_of_a_frame_goes_with_it()
    {
        var (_, ours) = Make(Protocol.Json);
        var made = Write(ours);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(made.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Write(IHubProtocol ours)
    {
        var output = new SharingWriter();
        ours.WriteMessage(new StreamItemMessage("1", FrameHub.Make(3, 50_000)), output);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(output.Shared[0], out var bytes));
        return new WeakReference(bytes.Array);
    }

    private static void Same(IHubProtocol stock, IHubProtocol ours, HubMessage message, string what)
    {
        var expected = stock.GetMessageBytes(message);
        Assert.True(expected.Span.SequenceEqual(ours.GetMessageBytes(message).Span), what);
        var plain = new ArrayBufferWriter<byte>();
        ours.WriteMessage(message, plain);
        Assert.True(expected.Span.SequenceEqual(plain.WrittenSpan), $"{what}, written");
        var shared = new SharingWriter();
        ours.WriteMessage(message, shared);
        Assert.True(expected.Span.SequenceEqual(shared.All), $"{what}, shared");
    }

    private static (IHubProtocol Stock, IHubProtocol Ours) Make(Protocol protocol)
    {
        if (protocol == Protocol.MessagePack)
        {
            var options = Options.Create(new MessagePackHubProtocolOptions { SerializerOptions = WireMessagePack.Options });
            return (new MessagePackHubProtocol(options), Protocols.MessagePack(options));
        }

        var json = Options.Create(new JsonHubProtocolOptions());
        WireJson.Apply(json.Value.PayloadSerializerOptions);
        return (new JsonHubProtocol(json), Protocols.Json(json));
    }

    /// <summary>Remembers what it was given to share.</summary>
    private sealed class SharingWriter : ISharedBytesWriter
    {
        private readonly ArrayBufferWriter<byte> _all = new();

        public List<ReadOnlyMemory<byte>> Shared { get; } = [];

        public ReadOnlySpan<byte> All => _all.WrittenSpan;

        public void Advance(int count) => _all.Advance(count);

        public Memory<byte> GetMemory(int sizeHint = 0) => _all.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => _all.GetSpan(sizeHint);

        public void WriteShared(ReadOnlyMemory<byte> bytes)
        {
            Shared.Add(bytes);
            _all.Write(bytes.Span);
        }
    }
}
