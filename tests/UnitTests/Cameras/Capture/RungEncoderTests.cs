using LiveParking.Cameras.Capture;
using LiveParking.Cameras.Capture.Masks;
using LiveParking.Grains.Interfaces.Cameras;
using OpenCvSharp;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class RungEncoderTests
{
    private const RungSet All = RungSet.Low | RungSet.Medium | RungSet.High;

    [Theory]
    [InlineData(1920, 1080, "High 1280x720, Medium 640x360, Low 320x180")]
    [InlineData(1280, 720, "High 1280x720, Medium 640x360, Low 320x180")]
    [InlineData(500, 333, "High 500x333, Medium 500x333, Low 320x213")]
    [InlineData(200, 100, "High 200x100, Medium 200x100, Low 200x100")]
    public void Encode_pixels_gives_each_watched_rung_in_its_size(int width, int height, string expected)
    {
        using var picture = Bgr(width, height);
        Assert.Equal(expected, Encoded(picture, All));
        Assert.Equal(expected.Split(", ")[1], Encoded(picture, RungSet.Medium));
        Assert.Equal(expected.Split(", ")[2], Encoded(picture, RungSet.Low));
        Assert.Equal("", Encoded(picture, RungSet.None));
    }

    [Fact]
    public void Encode_planes_of_brightness_and_colour_keeps_the_colours()
    {
        using var picture = new Picture();
        using (var bgr = new Mat(480, 640, MatType.CV_8UC3, new OpenCvSharp.Scalar(40, 160, 220)))
            Cv2.CvtColor(bgr, picture.Pixels, ColorConversionCodes.BGR2YUV_I420);
        picture.SetPixels(PixelLayout.I420, 640, 480);
        using var encoder = Encoder();
        encoder.Encode(picture, RungSet.Low, frame =>
        {
            using var decoded = Cv2.ImDecode(frame.Jpeg, ImreadModes.Color);
            var mean = decoded.Mean();
            Assert.Equal(40, mean.Val0, 5.0);
            Assert.Equal(160, mean.Val1, 5.0);
            Assert.Equal(220, mean.Val2, 5.0);
        });
    }

    [Fact]
    public void Encode_the_cameras_own_JPEG_is_the_high_rung_as_it_is()
    {
        using var picture = Jpeg(1280, 720);
        var frames = new List<EncodedRung>();
        using var encoder = Encoder();
        Assert.True(encoder.Encode(picture, RungSet.High, frames.Add));
        Assert.Same(picture.Jpeg, Assert.Single(frames).Jpeg);
        Assert.Equal("High 1280x720", Encoded(picture, RungSet.High));
        Assert.Equal("High 1280x720, Medium 640x360, Low 320x180", Encoded(picture, All));
        Assert.Equal("Low 320x180", Encoded(picture, RungSet.Low));
    }

    [Fact]
    public void Encode_a_JPEG_wider_than_the_high_rung_is_scaled()
    {
        using var picture = Jpeg(1900, 1000);
        Assert.Equal("High 1280x674", Encoded(picture, RungSet.High));
    }

    [Fact]
    public void Encode_a_JPEG_without_tables_is_not_passed_on_as_it_is()
    {
        using var picture = new Picture();
        Assert.True(picture.TrySetJpeg(WithoutTables(JpegBytes(640, 480))));
        Assert.False(picture.JpegHeader.HasHuffmanTables);
        using var encoder = Encoder();
        var frames = new List<EncodedRung>();
        encoder.Encode(picture, RungSet.High, frames.Add);
        Assert.All(frames, frame => Assert.False(frame.PassedThrough));
    }

    [Fact]
    public void Encode_a_broken_JPEG_gives_nothing_and_says_so()
    {
        var jpeg = JpegBytes(640, 480);
        jpeg.AsSpan(2, jpeg.Length - 2).Clear();
        using var picture = new Picture();
        Assert.False(picture.TrySetJpeg(jpeg));
        Assert.False(picture.TrySetJpeg([]));
        Assert.False(picture.TrySetJpeg([0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF]));
    }

    [Fact]
    public void Try_set_JPEG_a_picture_that_would_take_all_memory_is_refused()
    {
        var jpeg = JpegBytes(64, 64);
        var sof = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        jpeg.AsSpan(sof + 5, 4).Fill(0xFF);
        using var picture = new Picture();
        Assert.Contains("too large", Assert.Throws<CaptureException>(() => picture.TrySetJpeg(jpeg)).Message, StringComparison.Ordinal);
    }

    private static RungEncoder Encoder() => new(new CameraOptions(), new MaskPainter([]), new CameraMeter("encoder"));

    private static string Encoded(Picture picture, RungSet demand)
    {
        using var encoder = Encoder();
        var frames = new List<string>();
        Assert.True(encoder.Encode(picture, demand, frame =>
        {
            using var decoded = Cv2.ImDecode(frame.Jpeg, ImreadModes.Color);
            Assert.Equal((frame.Width, frame.Height), (decoded.Width, decoded.Height));
            frames.Add($"{frame.Rung} {frame.Width}x{frame.Height}");
        }));
        return string.Join(", ", frames);
    }

    private static Picture Bgr(int width, int height)
    {
        var picture = new Picture();
        picture.Pixels.Create(height, width, MatType.CV_8UC3);
        picture.Pixels.SetTo(new OpenCvSharp.Scalar(10, 100, 200));
        picture.SetPixels(PixelLayout.Bgr, width, height);
        return picture;
    }

    private static Picture Jpeg(int width, int height)
    {
        var picture = new Picture();
        Assert.True(picture.TrySetJpeg(JpegBytes(width, height)));
        return picture;
    }

    private static byte[] JpegBytes(int width, int height)
    {
        using var pixels = new Mat(height, width, MatType.CV_8UC3, new OpenCvSharp.Scalar(30, 90, 150));
        Cv2.ImEncode(".jpg", pixels, out var jpeg);
        return jpeg;
    }

    private static byte[] WithoutTables(byte[] jpeg)
    {
        var bytes = jpeg.ToList();
        for (var at = 2; bytes[at + 1] != 0xDA;)
        {
            var length = 2 + (bytes[at + 2] << 8) + bytes[at + 3];
            if (bytes[at + 1] == 0xC4)
                bytes.RemoveRange(at, length);
            else
                at += length;
        }

        return [.. bytes];
    }
}
