using LiveParking.Cameras.Capture.Sources;
using Microsoft.Extensions.Logging;

namespace LiveParking.Cameras.Capture;

/// <summary>Creates the real sources: devices, files, MJPEG and RTSP servers, demo lots.</summary>
/// <param name="demo">Creates the demo lots; null when the program has none.</param>
/// <param name="ffmpeg">The <c>ffmpeg</c> program.</param>
/// <param name="timeProvider">Paces files.</param>
/// <param name="logs">Logs the output of <c>ffmpeg</c>.</param>
public sealed class CaptureSourceFactory(IDemoLots? demo, FfmpegProgram ffmpeg, TimeProvider timeProvider, ILoggerFactory logs)
    : ICaptureSourceFactory
{
    private readonly ILogger _logger = logs.CreateLogger<CaptureSourceFactory>();
    private int _warned;

    /// <inheritdoc/>
    public ICaptureSource Create(CameraOptions camera)
    {
        ArgumentNullException.ThrowIfNull(camera);
        return CameraSourceAddress.Parse(camera.Source) switch
        {
            CameraSourceAddress.Device device => new DeviceSource(device.Index),
            CameraSourceAddress.File file => new VideoFileSource(file.Path, timeProvider),
            CameraSourceAddress.Mjpeg mjpeg => new MjpegSource(mjpeg.Address),
            CameraSourceAddress.Rtsp rtsp => Rtsp(rtsp, camera.Decoder),
            CameraSourceAddress.Demo lot => demo?.Create(lot.Name, camera.Name ?? camera.Id)
                ?? throw new InvalidOperationException($"This program has no demo lots, so it can't show {lot}."),
            var other => throw new InvalidOperationException($"No source reads {other}."),
        };
    }

    private RtspSource Rtsp(CameraSourceAddress.Rtsp address, DecoderLimits limits)
    {
        if (ffmpeg.Missing() is { Count: > 0 } missing && Interlocked.Exchange(ref _warned, 1) == 0)
            CaptureLog.Unconfined(_logger, string.Join(", ", missing));
        return new RtspSource(address, limits, ffmpeg, timeProvider, _logger);
    }
}
