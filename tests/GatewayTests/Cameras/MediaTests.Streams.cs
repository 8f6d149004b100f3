using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.Parking;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.GatewayTests.Cameras;

/// <content>MJPEG streams.</content>
public sealed partial class MediaTests
{
    [Fact]
    public async Task An_MJPEG_stream_is_parts_with_their_length_and_sequence()
    {
        using var http = system.Http();
        using var response = await http.GetAsync(
            new Uri("/api/v1/cameras/gate/stream.mjpg?quality=low&maxFps=15", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("multipart/x-mixed-replace", response.Content.Headers.ContentType!.MediaType);
        var boundary = response.Content.Headers.ContentType.Parameters.Single().Value;
        using var body = new BufferedStream(await response.Content.ReadAsStreamAsync());
        Assert.Equal($"--{boundary}", await ReadLineAsync(body));
        var last = 0L;
        for (var i = 0; i < 20; i++)
        {
            var headers = new Dictionary<string, string>();
            for (var line = await ReadLineAsync(body); line.Length > 0; line = await ReadLineAsync(body))
                headers.Add(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 2)..]);
            var picture = new byte[int.Parse(headers["Content-Length"], null)];
            await body.ReadExactlyAsync(picture);
            Assert.Equal("image/jpeg", headers["Content-Type"]);
            Assert.Equal([0xff, 0xd8], picture[..2]);
            Assert.EndsWith("Z", headers["X-Captured-At"], StringComparison.Ordinal);
            Assert.InRange(long.Parse(headers["X-Frame-Age"], null), 0, 60_000);
            var sequence = long.Parse(headers["X-Sequence"], null);
            Assert.True(sequence > last);
            last = sequence;
            Assert.Equal("", await ReadLineAsync(body));
            Assert.Equal($"--{boundary}", await ReadLineAsync(body));
        }
    }

    [Fact]
    public async Task Ffmpeg_plays_an_MJPEG_stream()
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo(
            "ffmpeg",
            ["-v", "error", "-f", "mpjpeg", "-i", new Uri(system.Address, "/api/v1/cameras/gate/stream.mjpg").ToString(), "-frames:v", "15", "-f", "framemd5", "-"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await Eventually.WithinAsync(ffmpeg.StandardOutput.ReadToEndAsync());
        var error = await ffmpeg.StandardError.ReadToEndAsync();
        await ffmpeg.WaitForExitAsync();
        Assert.True(ffmpeg.ExitCode == 0, error);
        Assert.Equal(15, output.Split('\n').Count(line => line.Length > 0 && line[0] != '#'));
    }

    [Fact]
    public async Task A_reader_that_stands_still_holds_up_nobody_gets_a_new_picture_when_it_goes_on_and_is_freed_when_it_leaves()
    {
        var feeds = system.Services.GetRequiredService<FrameFeeds>();
        await Eventually.HoldsAsync(() => feeds.Count == 0, "no feeds are left of other tests");
        using (var slow = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, NoDelay = true })
        {
            await slow.ConnectAsync(system.Address.Host, system.Address.Port);
            await slow.SendAsync(Encoding.ASCII.GetBytes($"GET /api/v1/cameras/gate/stream.mjpg HTTP/1.1\r\nHost: {system.Address.Authority}\r\n\r\n"));
            await using var fast = await system.ConnectAsync("cameras", Protocol.MessagePack);
            var frames = await CamerasHubTests.TakeAsync(CamerasHubTests.Watch(fast, ParkingSystem.PublicCamera), 150);
            var sequences = frames.Select(frame => frame.Sequence).ToList();
            Assert.Equal(sequences.Distinct().Order(), sequences);

            // The buffers hold a few pictures; then new ones arrive.
            await using var stream = new NetworkStream(slow);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var stale = 0;
            while (true)
            {
                var line = await Eventually.WithinAsync(reader.ReadLineAsync());
                Assert.NotNull(line);
                var at = line.IndexOf("X-Sequence: ", StringComparison.Ordinal);
                if (at < 0)
                    continue;
                if (long.Parse(line[(at + 12)..], null) >= sequences[^1])
                    break;
                stale++;
            }

            Assert.InRange(stale, 0, 40);
        }

        await Eventually.HoldsAsync(() => feeds.Count == 0, "the feed was freed");
    }

    private static async Task<string> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(one);
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
    }
}
