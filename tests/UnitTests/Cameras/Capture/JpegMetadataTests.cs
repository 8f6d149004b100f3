using System.Text;
using LiveParking.Cameras.Capture;
using OpenCvSharp;

namespace LiveParking.UnitTests.Cameras.Capture;

/// <summary>A JPEG that is passed on holds its picture and nothing else.</summary>
public sealed class JpegMetadataTests
{
    private static readonly byte[] Plain = Jpeg(ImwriteFlags.JpegProgressive, 0);

    [Fact]
    public void A_picture_without_metadata_is_the_same_array()
    {
        Assert.Same(Plain, Clean(Plain));
        var progressive = Jpeg(ImwriteFlags.JpegProgressive, 1);
        Assert.Same(progressive, Clean(progressive));
        var restarts = Jpeg(ImwriteFlags.JpegRstInterval, 4);
        Assert.Same(restarts, Clean(restarts));
    }

    [Theory]
    [InlineData(0xE1, "Exif\0\0MM\0*")]
    [InlineData(0xE1, "http://ns.adobe.com/xap/1.0/\0")]
    [InlineData(0xE2, "MPF\0II*\0")]
    [InlineData(0xE5, "maker")]
    [InlineData(0xED, "Photoshop 3.0\0")]
    [InlineData(0xEF, "maker")]
    [InlineData(0xE0, "JFXX\0\x10")]
    [InlineData(0xEE, "Adobe and more than its colours")]
    [InlineData(0xFE, "ACCC8E-serial")]
    public void Metadata_is_removed_wherever_it_is(byte marker, string content)
    {
        var segment = Segment(marker, content);
        Assert.Equal(Plain, Clean([.. Plain[..2], .. segment, .. Plain[2..]]));
        Assert.Equal(Plain, Clean([.. Plain[..20], .. segment, .. segment, .. Plain[20..]]));

        // Between the scans of a progressive picture, and after its end.
        var progressive = Jpeg(ImwriteFlags.JpegProgressive, 1);
        var scan = progressive.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        Assert.Equal(progressive, Clean([.. progressive[..scan], .. segment, .. progressive[scan..]]));
        Assert.Equal(Plain, Clean([.. Plain, .. segment, .. Plain]));
    }

    [Theory]
    [InlineData(0xE2, "ICC_PROFILE\0\x01\x01profile")]
    [InlineData(0xEE, "Adobe\0\x64\0\0\0\0\x01")]
    public void What_is_needed_for_the_colours_stays(byte marker, string content)
    {
        byte[] jpeg = [.. Plain[..20], .. Segment(marker, content), .. Plain[20..]];
        Assert.Same(jpeg, Clean(jpeg));
    }

    [Fact]
    public void A_picture_with_more_scans_than_it_needs_is_refused()
    {
        var progressive = Jpeg(ImwriteFlags.JpegProgressive, 1);
        var scan = progressive.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        var last = progressive[scan..^2];
        using var picture = new Picture();
        Assert.True(picture.TrySetJpeg(progressive));
        Assert.False(picture.TrySetJpeg([.. progressive[..^2], .. Enumerable.Repeat(last, 1000).SelectMany(bytes => bytes), 0xFF, 0xD9]));
    }

    /// <summary>libjpeg knows no content of marker 01 and looks for the next marker within it.</summary>
    [Fact]
    public void A_size_that_only_the_decoder_would_see_is_refused()
    {
        byte[] huge = [0xFF, 0xC0, 0, 17, 8, 0xFF, 0xFF, 0xFF, 0xFF, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
        using var picture = new Picture();
        Assert.False(picture.TrySetJpeg([.. Plain[..2], 0xFF, 1, 0, (byte)(2 + huge.Length), .. huge, .. Plain[2..]]));
    }

    [Fact]
    public void A_picture_that_is_cut_off_anywhere_harms_nothing()
    {
        byte[] whole = [.. Plain[..20], .. Segment(0xE1, "Exif\0\0"), .. Plain[20..]];
        for (var length = 2; length < whole.Length; length++)
            Assert.True(Clean(whole[..length]).Length <= length);
    }

    private static byte[] Clean(byte[] jpeg) => JpegMetadata.TryRemove(jpeg, out var clean) ? clean : throw new InvalidOperationException("refused");

    private static byte[] Segment(byte marker, string content) =>
        [0xFF, marker, 0, (byte)(2 + content.Length), .. Encoding.Latin1.GetBytes(content)];

    private static byte[] Jpeg(ImwriteFlags flag, int value)
    {
        using var pixels = new Mat(120, 160, MatType.CV_8UC3, new OpenCvSharp.Scalar(30, 90, 150));
        Cv2.Randu(pixels, new OpenCvSharp.Scalar(0, 0, 0), new OpenCvSharp.Scalar(255, 255, 255));
        Cv2.ImEncode(".jpg", pixels, out var jpeg, new ImageEncodingParam(flag, value));
        return jpeg;
    }
}
