using System.Text;
using LiveParking.Cameras.Capture;
using LiveParking.Cameras.Capture.Sources;

namespace LiveParking.UnitTests.Cameras.Capture;

/// <summary>Ffmpeg gets what a camera sends in one strict form, and never a redirect.</summary>
public sealed class RtspMessageReaderTests
{
    private const string Options = "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n";
    private const string Packet = "$\0\0\u000c0123456789ab";

    [Theory]
    [InlineData(Options + Packet + "RTSP/1.0 200 OK\r\nContent-Length: 4\r\n\r\n$\n$\n" + Packet, null)]
    [InlineData("OPTIONS rtsp://camera/ RTSP/1.0\r\nCSeq: 7\r\n\r\n" + Packet, null)]
    [InlineData("RTSP/1.0 200 OK\nCSeq: 1\n\n" + Packet, Options + Packet)]
    [InlineData("\r\n\r\nmore than was announced\r\n" + Options, Options)]
    [InlineData("RTSP/1.0 200 OK\r\nCS\0eq: 1\r\n$\0\0\u000cX: y\r\n\r\n", Options)]
    [InlineData("$\0\0\u0004RTSP" + Options, Options)]
    [InlineData("RTSP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nRT", "RTSP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nRT")]
    [InlineData("RTSP/1.0 200 OK\r\nCSeq", "")]
    public void What_is_in_order_is_passed_on_and_the_rest_left_out(string sent, string? expected)
    {
        foreach (var chunk in (int[])[1, 3, 4096])
            Assert.Equal(expected ?? sent, Copy(sent, chunk));
    }

    [Theory]
    [InlineData("RTSP/1.0 301 Moved\r\nLocation: rtsp://bob:s3cret@10.0.0.1/\r\n\r\n", "redirect (301)")]
    [InlineData(Options + "RTSP/1.0   302\r\n\r\n", "redirect (302)")]
    [InlineData(Packet + "R\0TSP/1.0 399 \n\n", "redirect (399)")]
    [InlineData("\r\r\nRTSP/2.0\u0001 305 Use Proxy\r\n\r\n", "redirect (305)")]
    [InlineData("REDIRECT rtsp://10.0.0.1/ RTSP/1.0\r\nLocation: rtsp://10.0.0.2/\r\n\r\n", "a redirect")]
    public void A_redirect_is_never_passed_on(string sent, string expected)
    {
        using var to = new MemoryStream();
        var reader = new RtspMessageReader(new ChunkedStream(Encoding.Latin1.GetBytes(sent), 4096), to);
        var reason = Assert.Throws<CaptureException>(reader.CopyAll).Message;
        Assert.Contains(expected, reason, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("Location", Encoding.Latin1.GetString(to.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RTSP/1.0 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")]
    [InlineData("RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("RTSP/1.0 200 OK\r\nContent-Length: 99999999\r\n\r\n")]
    public void A_head_that_can_be_read_in_two_ways_ends_the_connection(string sent) =>
        Assert.Contains("does not speak RTSP", Assert.Throws<CaptureException>(() => Copy(sent, 4096)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_never_ends_ends_the_connection()
    {
        foreach (var sent in (string[])[new string('x', 100_000), "RTSP/1.0 200 OK\r\n" + string.Concat(Enumerable.Repeat("A: b\r\n", 10_000)),
            string.Concat(Enumerable.Repeat("junk\r\n", 100_000))])
            Assert.Throws<CaptureException>(() => Copy(sent, 4096));
    }

    private static string Copy(string sent, int chunk)
    {
        using var to = new MemoryStream();
        new RtspMessageReader(new ChunkedStream(Encoding.Latin1.GetBytes(sent), chunk), to).CopyAll();
        return Encoding.Latin1.GetString(to.ToArray());
    }

    private sealed class ChunkedStream(byte[] content, int chunk) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));
    }
}
