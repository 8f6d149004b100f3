using System.Text;
using LiveParking.Cameras.Capture;
using LiveParking.Cameras.Capture.Sources;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class MultipartReaderTests
{
    [Theory]
    [InlineData("frame", "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 5\r\n\r\nONE..\r\n--frame\r\n\r\nTWO..\r\n--frame--\r\n")]
    [InlineData("--frame", "--frame\r\nContent-Type: image/jpeg\r\n\r\nONE..\r\n--frame\r\ncontent-length:5\r\n\r\nTWO..\r\n--frame--\r\n")]
    [InlineData("--frame", "\r\n----frame\r\nContent-Type: image/jpeg\r\n\r\nONE..\r\n----frame\r\nContent-Length: 5\r\n\r\nTWO..\r\n----frame\r\n")]
    [InlineData("f", "preamble\n--f\nContent-Type: image/jpeg\n\nONE..\n--f\nX: --f\n\nTWO..\n--f--\n")]
    [InlineData("f", "--f\r\nContent-Type: text/plain\r\n\r\nnoise\r\n--f\r\n\r\nONE..\r\n--f \r\n\r\nTWO..\r\n--f--\r\n")]
    [InlineData("f", "--f\r\nContent-Length: 5\r\n\r\nONE..more than it said\r\n--f\r\n\r\nTWO..\r\n--f--\r\n")]
    public void Next_whatever_the_camera_makes_of_the_format_gives_the_parts(string boundary, string body)
    {
        foreach (var chunk in (int[])[1, 3, 4096])
        {
            var reader = new MultipartReader(new Dribble(body, chunk), boundary, 1000);
            Assert.Equal("ONE..", Encoding.ASCII.GetString(reader.Next()));
            Assert.Equal("TWO..", Encoding.ASCII.GetString(reader.Next()));
            Assert.Throws<CaptureException>(() => reader.Next());
        }
    }

    [Fact]
    public void Next_a_JPEG_that_holds_the_boundary_word_is_not_cut()
    {
        var reader = new MultipartReader(new Dribble("--f\r\n\r\nab\nf\r\n-f--f\r\n--f\r\n\r\n", 4096), "f", 1000);
        Assert.Equal("ab\nf\r\n-f--f", Encoding.ASCII.GetString(reader.Next()));
    }

    [Theory]
    [InlineData("--f\r\nContent-Length: 2000000\r\n\r\n", "more than 1 MiB")]
    [InlineData("--f\r\n\r\n", "more than 1 MiB")]
    [InlineData("", "no boundary")]
    public void Next_without_end_stops_at_the_limit(string head, string reason)
    {
        var reader = new MultipartReader(new Dribble(head, 4096, endless: true), "f", 1024 * 1024);
        Assert.Contains(reason, Assert.Throws<CaptureException>(() => reader.Next()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_when_the_connection_ends_says_so()
    {
        foreach (var body in (string[])["", "--f", "--f\r\nContent-Length: 9\r\n\r\nabc", "--f\r\n\r\nabc"])
        {
            var reader = new MultipartReader(new Dribble(body, 4096), "f", 1000);
            Assert.Contains("closed the connection", Assert.Throws<CaptureException>(() => reader.Next()).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A body that arrives in pieces of a given size, and may be endless.</summary>
    private sealed class Dribble(string body, int chunk, bool endless = false) : MemoryStream(Encoding.ASCII.GetBytes(body))
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, Math.Min(count, chunk));
            if (read > 0 || !endless)
                return read;
            Array.Fill(buffer, (byte)'x', offset, count);
            return count;
        }
    }
}
