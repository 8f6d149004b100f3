using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Logging;

namespace LiveParking.Cameras.Capture;

/// <summary>The log messages of capturing. Source addresses are logged only in their display form.</summary>
internal static partial class CaptureLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Camera {Camera} ({Source}) is {State}.")]
    public static partial void StateChanged(ILogger logger, string camera, CameraSourceAddress source, CameraState state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Camera {Camera} ({Source}) is {State}: {Reason}.")]
    public static partial void WentAway(ILogger logger, string camera, CameraSourceAddress source, CameraState state, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Camera {Camera}: unexpected error while capturing.")]
    public static partial void CaptureBroke(ILogger logger, string camera, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Camera {Camera}: unexpected error while encoding.")]
    public static partial void EncodingBroke(ILogger logger, string camera, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Camera {Camera}: the receiver of its frames and states failed.")]
    public static partial void ReceiverFailed(ILogger logger, string camera, Exception fault);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Camera {Camera}: a capture did not stop within {Seconds} s and was abandoned. No new one starts until it ends.")]
    public static partial void LeftBehind(ILogger logger, string camera, double seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Camera {Camera}: {Dropped} pictures of the last {Seconds} s were dropped because encoding is slower than the camera.")]
    public static partial void Dropping(ILogger logger, string camera, long dropped, double seconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "ffmpeg for {Source}: {Line}")]
    public static partial void FfmpegSays(ILogger logger, CameraSourceAddress source, string line);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The programs {Programs} are not installed, so ffmpeg runs without some of its limits; install the package util-linux.")]
    public static partial void Unconfined(ILogger logger, string programs);

    [LoggerMessage(Level = LogLevel.Error, Message = "The CPU time of an ffmpeg can't be measured or limited, because of an unexpected error.")]
    public static partial void GovernorFailed(ILogger logger, Exception fault);
}
