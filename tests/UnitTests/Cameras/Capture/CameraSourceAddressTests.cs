using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class CameraSourceAddressTests
{
    [Fact]
    public void Parse_each_form_gives_its_kind()
    {
        Assert.Equal(new CameraSourceAddress.Device(3), CameraSourceAddress.Parse("device:3"));
        Assert.Equal(new CameraSourceAddress.File("/srv/a b.mp4"), CameraSourceAddress.Parse("file:/srv/a b.mp4"));
        Assert.Equal(new CameraSourceAddress.File("/srv/a.mp4"), CameraSourceAddress.Parse("file:///srv/a.mp4"));
        Assert.Equal(new CameraSourceAddress.Demo("upper-basement"), CameraSourceAddress.Parse("demo:upper-basement"));
        Assert.IsType<CameraSourceAddress.Rtsp>(CameraSourceAddress.Parse("rtsp://10.0.0.5:8554/cam"));
        Assert.IsType<CameraSourceAddress.Rtsp>(CameraSourceAddress.Parse("RTSPS://10.0.0.5/cam"));
        Assert.IsType<CameraSourceAddress.Mjpeg>(CameraSourceAddress.Parse("http://cam.local/video.mjpg"));
        Assert.IsType<CameraSourceAddress.Mjpeg>(CameraSourceAddress.Parse("https://cam.local/video.mjpg"));
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("", "missing")]
    [InlineData("webcam", "begins with none")]
    [InlineData("ftp://host/x", "begins with none")]
    [InlineData("device:", "device:N")]
    [InlineData("device:-1", "device:N")]
    [InlineData("device:256", "device:N")]
    [InlineData("device:zero", "device:N")]
    [InlineData("file:", "file:PATH")]
    [InlineData("demo:", "demo source")]
    [InlineData("demo:Upper Basement", "demo source")]
    [InlineData("rtsp://", "not a valid address")]
    [InlineData("http://host/a b", "space")]
    [InlineData("rtsp://host/x\nfile '/etc/passwd'", "space")]
    [InlineData("rtsp://user:p#ss@host/cam", "not a valid address")]
    public void Parse_another_form_says_what_is_wrong(string? text, string part) =>
        Assert.Contains(part, Assert.Throws<InvalidRequestException>(() => CameraSourceAddress.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("rtsp://bob:s3cret@10.0.0.5:8554/live?token=s3cret", "rtsp://10.0.0.5:8554/…")]
    [InlineData("rtsp://10.0.0.5/user=bob_password=s3cret_channel=1", "rtsp://10.0.0.5/…")]
    [InlineData("http://bob:s3cret@cam.local", "http://cam.local")]
    [InlineData("https://bob:s3cret@cam.local/v?pwd=s3cret", "https://cam.local/…")]
    public void To_string_of_a_network_address_shows_nothing_secret(string text, string display)
    {
        var address = CameraSourceAddress.Parse(text);
        Assert.Equal(display, address.ToString());
        Assert.DoesNotContain("s3cret", $"{address} {new CameraOptions { Id = "a", Source = text }}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtsp://bob:s3#cret@host/cam")]
    [InlineData("http://bob:s3 cret@host/cam")]
    [InlineData("s3cret")]
    public void Parse_of_a_faulty_address_does_not_repeat_it(string text)
    {
        var message = Assert.Throws<InvalidRequestException>(() => CameraOptionsParser.Parse("gate=" + text)).Message;
        Assert.DoesNotContain("cret", message, StringComparison.Ordinal);
    }
}
