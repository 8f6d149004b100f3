using System.Globalization;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LiveParking.Gateway.Cameras;

/// <summary>Answers a request for one picture: the newest one when it is new enough, otherwise the next one that is.</summary>
internal sealed class SnapshotTaker(
    FrameFeeds feeds, KeptFrameCache keptFrames, IClusterClient grains, TimeProvider timeProvider, IOptions<GatewayOptions> options)
{
    /// <summary>
    /// Writes a picture, and starts the camera when it is idle. The entity tag names the capture. A client that already has the picture and sends its
    /// tag (<c>If-None-Match</c>) gets 304 without the bytes.
    /// </summary>
    /// <exception cref="ApiException">
    /// <c>camera-offline</c>: no picture arrived in time. <c>no-picture</c>: the camera must not be started and no frame of it is kept.
    /// <c>unauthorized</c>: the token expired meanwhile.
    /// </exception>
    public async Task WriteAsync(CameraAccess access, SnapshotRequest terms, HttpContext http)
    {
        var best = access.BestRung;
        terms = terms with { Rung = WatchRequest.Limit(terms.Rung, best) };
        var frame = terms.MayStart
            ? await TakeAsync(access, terms, http.RequestAborted)
            : await keptFrames.FindAsync(access.Camera, terms.Rung, best, http.RequestAborted) ?? throw ApiErrors.NoKeptPicture(access.Camera.CameraId);
        var response = http.Response;
        var headers = PictureHeaders.Of(frame, timeProvider.GetUtcNow());
        var tag = new EntityTagHeaderValue($"\"{frame.Sequence}-{frame.Rung}\"");
        response.Headers.CacheControl = "no-store";
        response.Headers.ETag = tag.ToString();
        response.Headers[PictureHeaders.CapturedAtName] = headers.CapturedAt;
        response.Headers[PictureHeaders.SequenceName] = headers.Sequence;
        response.Headers[PictureHeaders.FrameAgeName] = headers.FrameAge;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(held => held.Equals(EntityTagHeaderValue.Any) || held.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = frame.ContentType;
        response.ContentLength = frame.Data.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(frame.Data, http.RequestAborted);
    }

    private async Task<CameraFrame> TakeAsync(CameraAccess access, SnapshotRequest terms, CancellationToken aborted)
    {
        var camera = access.Camera;
        var asked = timeProvider.GetUtcNow();
        using var lease = feeds.Acquire(new FrameFeedKey(camera.CameraId, terms.Rung));
        using var deadline = new CancellationTokenSource(options.Value.SnapshotWait, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, access.Ended, aborted);
        var seen = default(SlotFrame);
        try
        {
            while (true)
            {
                var next = await lease.Feed.Slot.NextAsync(seen.Ordinal, either.Token);
                var captured = DateTimeOffset.FromUnixTimeMilliseconds(next.Frame!.CapturedAt);
                if (terms.Accept(captured, asked, timeProvider.GetUtcNow(), isNew: seen.Frame is not null))
                    return next.Frame;
                seen = next;
            }
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            if (access.Reason is { } reason)
                throw new ApiException(reason);
            throw ApiErrors.NoPicture(await ReasonAsync(camera, seen.Frame is null ? null : terms.MaxAge));
        }
    }

    /// <param name="camera">The camera.</param>
    /// <param name="maxAge">The maximum age that the request allowed; null when there was no picture at all.</param>
    private async Task<string> ReasonAsync(CameraEntry camera, TimeSpan? maxAge)
    {
        var wanted = maxAge switch
        {
            null => "no picture",
            { Ticks: 0 } => "no picture that was captured after the request",
            { } age => string.Create(CultureInfo.InvariantCulture, $"no picture that is at most {age.TotalSeconds:0.###} s old"),
        };
        var none = string.Create(
            CultureInfo.InvariantCulture, $"Camera '{camera.CameraId}' gave {wanted} within {options.Value.SnapshotWait.TotalSeconds:0.#} s");
        try
        {
            var location = (await grains.GetLocation(camera.LocationId).GetAsync().WaitAsync(TimeSpan.FromSeconds(1), timeProvider)).Status;
            var reason = location.Cameras.FirstOrDefault(status => status.Id == camera.CameraId)?.Reason;
            return reason is null ? $"{none}." : $"{none}: {reason.TrimEnd('.')}.";
        }
        catch (Exception exception) when (exception is ApiException or TimeoutException or ParkingException)
        {
            return $"{none}, and its location does not say why.";
        }
    }
}
