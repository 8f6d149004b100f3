using System.Globalization;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Cameras;

/// <summary>Answers a request for one picture.</summary>
internal sealed class SnapshotTaker(FrameFeeds feeds, ParkingCluster cluster, TimeProvider time, IOptions<GatewayOptions> options)
{
    /// <summary>
    /// A picture that lies ready is taken when it was captured within this time. An older one, or one from a site with a wrong clock, has to be
    /// followed by another, which is then fresh whatever the clocks say.
    /// </summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>Writes a fresh picture; starts the camera when it is idle.</summary>
    /// <exception cref="RefusedException"><c>camera-offline</c>: none came in time.</exception>
    public async Task WriteAsync(CameraEntry camera, HttpContext http)
    {
        var frame = await TakeAsync(camera, http.RequestAborted);
        var response = http.Response;
        response.ContentType = frame.ContentType;
        response.ContentLength = frame.Data.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Captured-At"] = CapturedAt(frame);
        response.Headers["X-Sequence"] = frame.Sequence.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-Frame-Age"] = ((long)Math.Max(0, Age(frame).TotalMilliseconds)).ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(frame.Data, http.RequestAborted);
    }

    /// <summary>When a frame was captured, as ISO-8601.</summary>
    public static string CapturedAt(CameraFrame frame) => UtcTime.Format(DateTimeOffset.FromUnixTimeMilliseconds(frame.CapturedAt));

    private async Task<CameraFrame> TakeAsync(CameraEntry camera, CancellationToken aborted)
    {
        using var lease = feeds.Acquire(new FrameFeedKey(camera.CameraId, CameraRung.High));
        using var deadline = new CancellationTokenSource(options.Value.SnapshotWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, aborted);
        try
        {
            var slot = lease.Feed.Slot;
            var first = await slot.NextAsync(0, either.Token);
            return Age(first.Frame!) <= Fresh ? first.Frame! : (await slot.NextAsync(first.Ordinal, either.Token)).Frame!;
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            throw Refuse.NoPicture(await ReasonAsync(camera));
        }
    }

    private TimeSpan Age(CameraFrame frame) => time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(frame.CapturedAt);

    private async Task<string> ReasonAsync(CameraEntry camera)
    {
        var none = $"Camera '{camera.CameraId}' gave no picture within {options.Value.SnapshotWait.TotalSeconds:0.#} s";
        try
        {
            var location = await cluster.LocationAsync(camera.LocationId, grain => grain.GetStatusAsync()).WaitAsync(TimeSpan.FromSeconds(1), time);
            var reason = location.Cameras.FirstOrDefault(each => each.Id == camera.CameraId)?.Reason;
            return reason is null ? $"{none}." : $"{none}: {reason.TrimEnd('.')}.";
        }
        catch (Exception exception) when (exception is RefusedException or TimeoutException or ParkingException)
        {
            return $"{none}, and its location does not say why.";
        }
    }
}
