using System.Globalization;
using OpenCvSharp;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>Reads a capture device of this machine (Video4Linux).</summary>
internal sealed class DeviceSource(int index) : ICaptureSource
{
    private VideoCapture? _capture;

    public void Open(CancellationToken cancellationToken)
    {
        // Checked first, because OpenCV would only report that it cannot open the device.
        if (!File.Exists(string.Create(CultureInfo.InvariantCulture, $"/dev/video{index}")))
            throw new CaptureException($"there is no capture device {index}");
        _capture = new VideoCapture(index, VideoCaptureAPIs.V4L2);
        if (!_capture.IsOpened())
            throw new CaptureException($"capture device {index} cannot be opened: it is in use, not a camera, or its user may not read it");

        // Most USB cameras reach 30 pictures a second at this size only as MJPEG. A device without it picks the nearest format.
        _capture.FourCC = "MJPG";
        _capture.FrameWidth = 1280;
        _capture.FrameHeight = 720;
        _capture.Fps = 30;
    }

    public void Read(Picture picture, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_capture!.Read(picture.Pixels) || picture.Pixels.Empty())
            throw new CaptureException($"capture device {index} gives no more pictures");
        picture.SetPixels(PixelLayout.Bgr, picture.Pixels.Width, picture.Pixels.Height);
    }

    public void Dispose() => _capture?.Dispose();
}
