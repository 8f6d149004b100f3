using OpenCvSharp;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>
/// Plays a video file in a loop at its own frame rate. The pictures of an MJPEG file are used without decoding.
/// </summary>
internal sealed class VideoFileSource(string path, TimeProvider timeProvider) : ICaptureSource
{
    private const double UnknownRate = 25, HighestRate = 240;

    private readonly Mat _packet = new();
    private VideoCapture? _capture;
    private FramePacer? _pacer;
    private bool _isMjpeg;

    public void Open(CancellationToken cancellationToken)
    {
        RequireReadable();
        OpenAtStart();
        var rate = _capture!.Fps;
        _pacer = new FramePacer(timeProvider, double.IsFinite(rate) && rate is > 0 and <= HighestRate ? rate : UnknownRate);
    }

    public void Read(Picture picture, CancellationToken cancellationToken)
    {
        _pacer!.Wait(cancellationToken);
        if (TryRead(picture))
            return;
        OpenAtStart();
        if (!TryRead(picture))
            throw new CaptureException("the file has no picture that can be read");
    }

    public void Dispose()
    {
        _capture?.Dispose();
        _packet.Dispose();
    }

    private void RequireReadable()
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length == 0)
                throw new CaptureException("the file is empty");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CaptureException("there is no such file", fault);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new CaptureException(
                Directory.Exists(path) ? "it is a folder, not a file" : "the file may not be read by the user that runs the silo", fault);
        }
        catch (IOException fault)
        {
            throw new CaptureException("the file cannot be read", fault);
        }
    }

    // Reopening is the only way back to the start that works for every container, including those that cannot seek.
    private void OpenAtStart()
    {
        _capture?.Dispose();
        _capture = new VideoCapture(path, VideoCaptureAPIs.FFMPEG);
        if (!_capture.IsOpened())
            throw new CaptureException("the file is not a video that can be read");
        RequireAllowed(_capture.FrameWidth, _capture.FrameHeight);

        // Format -1 returns the packets of the file unchanged.
        _isMjpeg = _capture.FourCC == "MJPG" && _capture.Set(VideoCaptureProperties.Format, -1);
    }

    private static void RequireAllowed(int width, int height)
    {
        if (!CaptureLimits.Allows(width, height))
            throw new CaptureException($"its pictures of {width} x {height} pixels are too large");
    }

    private bool TryRead(Picture picture)
    {
        if (!_isMjpeg)
        {
            if (!_capture!.Read(picture.Pixels) || picture.Pixels.Empty())
                return false;

            // The size may change within the file.
            RequireAllowed(picture.Pixels.Width, picture.Pixels.Height);
            picture.SetPixels(PixelLayout.Bgr, picture.Pixels.Width, picture.Pixels.Height);
            return true;
        }

        while (_capture!.Read(_packet) && !_packet.Empty())
        {
            _packet.GetArray(out byte[] jpeg);
            if (picture.TrySetJpeg(jpeg))
                return true;
        }

        return false;
    }
}
