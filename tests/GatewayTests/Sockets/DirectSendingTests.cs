using System.Net.WebSockets;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveParking.GatewayTests.Sockets;

public sealed class DirectSendingTests(FrameHost host) : IClassFixture<FrameHost>
{
    private const int Large = 100_000;

    /// <summary>Around every border: of a WebSocket frame's length, of what is copied, of the length in MessagePack.</summary>
    private static readonly int[] Sizes =
        [0, 1, 2, 20, 60, 124, 125, 126, 255, 256, 511, 512, 513, 1000, 4096, 16_000, 65_300, 65_400, 65_535, 65_536, 65_537, 120_000, 1_000_000, 3];

    [Theory]
    [InlineData(Protocol.Json, false, HttpTransportType.WebSockets, true)]
    [InlineData(Protocol.MessagePack, false, HttpTransportType.WebSockets, true)]
    [InlineData(Protocol.MessagePack, true, HttpTransportType.WebSockets, false)]
    [InlineData(Protocol.Json, true, HttpTransportType.WebSockets, false)]
    [InlineData(Protocol.MessagePack, false, HttpTransportType.LongPolling, false)]
    [InlineData(Protocol.Json, false, HttpTransportType.ServerSentEvents, false)]
    public async Task Frames_of_every_size_reach_stock_clients_whole_and_in_order(Protocol protocol, bool tls, HttpTransportType transport, bool isDirect)
    {
        await using var viewer = await host.ConnectAsync(protocol, tls, transport);
        Assert.Equal(isDirect, await Eventually.WithinAsync(viewer.InvokeAsync<bool>("IsDirect")));
        using var timeout = new CancellationTokenSource(Eventually.Timeout);
        var number = 0;
        await foreach (var frame in viewer.StreamAsync<CameraFrame>("Sizes", Sizes, timeout.Token))
        {
            var expected = FrameHub.Make(number, Sizes[number]);
            Assert.Equal(expected with { Data = frame.Data }, frame);
            Assert.True(expected.Data.AsSpan().SequenceEqual(frame.Data), $"frame {number}");
            number++;
        }

        Assert.Equal(Sizes.Length, number);
    }

    [Theory, InlineData(Protocol.Json), InlineData(Protocol.MessagePack)]
    public async Task Streams_and_answers_of_one_connection_do_not_mix(Protocol protocol)
    {
        await using var viewer = await host.ConnectAsync(protocol);
        await Eventually.WithinAsync(Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var number = 0;
            await foreach (var frame in viewer.StreamAsync<CameraFrame>("Sizes", Sizes))
            {
                Assert.True(await viewer.InvokeAsync<bool>("IsDirect"));
                Assert.True(FrameHub.Make(number, Sizes[number++]).Data.AsSpan().SequenceEqual(frame.Data));
            }
        })));
    }

    [Fact]
    public async Task A_viewer_that_closes_while_frames_come_gets_a_clean_close()
    {
        var (socket, id) = await host.WatchAsync(Large);
        using var _ = socket;
        await SkipAsync(socket, messages: 3);
        await Eventually.WithinAsync(socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None));
        await SkipAsync(socket, messages: int.MaxValue);
        Assert.Equal((WebSocketState.Closed, WebSocketCloseStatus.NormalClosure), (socket.State, socket.CloseStatus));
        await Eventually.HoldsAsync(() => FrameHub.Ended.ContainsKey(id), "the hub heard of it");
    }

    [Fact]
    public async Task A_viewer_that_vanishes_is_noticed()
    {
        var (socket, id) = await host.WatchAsync(Large);
        await SkipAsync(socket, messages: 3);
        socket.Abort();
        await Eventually.HoldsAsync(() => FrameHub.Ended.ContainsKey(id), "the hub heard of it");
    }

    [Fact]
    public async Task A_viewer_that_takes_nothing_holds_up_its_own_stream_only_and_is_dropped_in_the_end()
    {
        var (socket, id) = await host.WatchAsync(1_000_000, "/impatient");
        using var _ = socket;
        await using var other = await host.ConnectAsync(Protocol.MessagePack);
        await Eventually.HoldsAsync(() => FrameHub.Ended.ContainsKey(id), "it was dropped");
        // Only as many frames were made as a socket and its receiver buffer, at most 10 MB.
        Assert.InRange(FrameHub.Given[id], 1, 30);
        Assert.True(await Eventually.WithinAsync(other.InvokeAsync<bool>("IsDirect")));
    }

    [Fact]
    public async Task The_server_can_end_a_connection_that_takes_nothing()
    {
        var (socket, id) = await host.WatchAsync(1_000_000);
        using var _ = socket;
        await Eventually.HoldsAsync(() => FrameHub.Given.ContainsKey(id), "frames are sent");
        await FrameHost.SendAsync(socket, """{"type":1,"target":"End","arguments":[]}""");
        await Eventually.HoldsAsync(() => FrameHub.Ended.ContainsKey(id), "the hub ended it");
    }

    private static async Task SkipAsync(ClientWebSocket socket, int messages)
    {
        var buffer = new byte[256 * 1024];
        for (var seen = 0; seen < messages;)
        {
            var part = await Eventually.WithinAsync(socket.ReceiveAsync(buffer, CancellationToken.None));
            if (part.MessageType == WebSocketMessageType.Close)
                return;
            seen += part.EndOfMessage ? 1 : 0;
        }
    }
}
