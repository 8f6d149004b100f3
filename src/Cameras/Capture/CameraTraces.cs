using System.Diagnostics;

namespace LiveParking.Cameras.Capture;

/// <summary>Traces of pictures: the first step is from the capture to the last of its frames.</summary>
internal static class CameraTraces
{
    private static readonly ActivitySource Source = new(CameraMeter.Name);

    /// <summary>Begins the trace of a picture; null when it is not sampled.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="capturedAt">Unix milliseconds.</param>
    public static Activity? Begin(string cameraId, long capturedAt)
    {
        if (!Source.HasListeners())
            return null;
        // The capture's thread was started by the call of the first viewer: its pictures are no part of that call.
        Activity.Current = null;
        var activity = Source.StartActivity("camera picture", ActivityKind.Internal, default(ActivityContext), startTime: DateTimeOffset.FromUnixTimeMilliseconds(capturedAt));
        activity?.SetTag("liveparking.camera", cameraId);
        return activity;
    }
}
