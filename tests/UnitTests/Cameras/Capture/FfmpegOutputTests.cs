using System.Text;
using LiveParking.Cameras.Capture;
using LiveParking.Cameras.Capture.Sources;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class FfmpegOutputTests
{
    [Theory]
    [InlineData("[rtsp @ 0x5589b233f300] method DESCRIBE failed: 401 Unauthorized", "401 Unauthorized")]
    [InlineData("[tcp @ 0x559e] Connection to tcp://10.0.0.1:554?timeout=1 failed: Connection refused", "connection refused")]
    [InlineData("[rtsp @ 0x5597] method DESCRIBE failed: 404 Not Found", "404 Not Found")]
    [InlineData("[tcp @ 0x5560] Failed to resolve hostname nosuch.invalid: Name or service not known", "cannot be resolved")]
    [InlineData("[h264 @ 0x564a] [IMGUTILS @ 0x7ff] Picture size 16000x16000 exceeds specified max pixel count 36000000, see the", "its pictures are too large")]
    [InlineData("[h264 @ 0x564a] get_buffer() failed", "its pictures need more memory")]
    [InlineData("[concat @ 0x55] Impossible to open 'rtsp://bob:s3cret@10.0.0.1/'", "ffmpeg ended with code 1")]
    public void Reason_of_what_it_printed_is_one_clause(string line, string reason)
    {
        var errors = new FfmpegErrors();
        errors.Add("[concat @ 0x55] Impossible to open 'rtsp://bob:s3cret@10.0.0.1/x'");
        errors.Add(line);
        Assert.StartsWith(reason, errors.Reason(1, hadPictures: false).Replace("the host name ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Reason_without_errors_is_the_end_of_the_stream() => Assert.Equal("the server ended the stream", new FfmpegErrors().Reason(0, hadPictures: true));

    /// <summary>A server that is killed in the middle of a picture: ffmpeg reports the damaged rest.</summary>
    [Theory]
    [InlineData(false, "the server does not speak RTSP as it should")]
    [InlineData(true, "the server ended the stream")]
    public void Reason_of_invalid_data_depends_on_whether_pictures_had_come(bool hadPictures, string reason)
    {
        var errors = new FfmpegErrors();
        errors.Add("Error while decoding stream #0:0: Invalid data found when processing input");
        Assert.Equal(reason, errors.Reason(1, hadPictures));
    }

    [Theory]
    [InlineData("[concat @ 0x1] Impossible to open 'rtsp://bob:s3cret@host/x'", "[concat @ 0x1] Impossible to open …")]
    [InlineData("rtsp://bob:s3'cret@host/x: Invalid data", "… Invalid data")]
    [InlineData("auth bob:s3cret@host", "auth …")]
    public void Add_a_line_with_an_address_returns_it_without(string line, string safe) => Assert.Equal(safe, new FfmpegErrors().Add(line));

    [Theory]
    [InlineData(4, 2, 4, 2)]
    [InlineData(5, 3, 4, 2)]
    public void Y4_m_pictures_arrive_with_even_sizes(int width, int height, int evenWidth, int evenHeight)
    {
        using var picture = new Picture();
        var reader = new Y4mReader(Stream(width, height, 2));
        Assert.True(reader.TryReadHead());
        for (var frame = 0; frame < 2; frame++)
        {
            Assert.True(reader.TryRead(picture));
            Assert.Equal((evenWidth, evenHeight, PixelLayout.I420), (picture.Width, picture.Height, picture.Layout));
            Assert.Equal(10, picture.Pixels.Get<byte>(0, 0));
            Assert.Equal(10, picture.Pixels.Get<byte>(evenHeight - 1, evenWidth - 1));
            Assert.Equal(20, picture.Pixels.Get<byte>(evenHeight, 0));
            Assert.Equal(30, picture.Pixels.Get<byte>((evenHeight * 3 / 2) - 1, evenWidth - 1));
        }

        Assert.False(reader.TryRead(picture));
    }

    [Theory]
    [InlineData("YUV4MPEG2 W99999 H99999 F30:1 C420mpeg2\n", "too large")]
    [InlineData("YUV4MPEG2 W4 H4 F30:1 C444\n", "layout")]
    [InlineData("RIFF\n", "layout")]
    public void Y4_m_another_format_is_refused(string head, string reason)
    {
        var reader = new Y4mReader(new MemoryStream(Encoding.ASCII.GetBytes(head)));
        Assert.Contains(reason, Assert.Throws<CaptureException>(() => reader.TryReadHead()).Message, StringComparison.Ordinal);
    }

    private static MemoryStream Stream(int width, int height, int frames)
    {
        var stream = new MemoryStream();
        stream.Write(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{width} H{height} F30:1 Ip A1:1 C420mpeg2 XYSCSS=420MPEG2\n"));
        var quarter = (width + 1) / 2 * ((height + 1) / 2);
        for (var frame = 0; frame < frames; frame++)
        {
            stream.Write("FRAME\n"u8);
            stream.Write([.. Enumerable.Repeat((byte)10, width * height)]);
            stream.Write([.. Enumerable.Repeat((byte)20, quarter)]);
            stream.Write([.. Enumerable.Repeat((byte)30, quarter)]);
        }

        stream.Position = 0;
        return stream;
    }
}
