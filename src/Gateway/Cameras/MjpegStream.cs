using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using LiveParking.Gateway.Hosting;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Sockets;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.AspNetCore.Http.Features;

namespace LiveParking.Gateway.Cameras;

/// <summary>Pictures as <c>multipart/x-mixed-replace</c> (MJPEG over HTTP): for <c>&lt;img&gt;</c>, VLC and ffmpeg.</summary>
internal sealed class MjpegStream(FrameFeeds feeds, GatewayMeters meters, TimeProvider timeProvider, IHostApplicationLifetime lifetime)
{
    /// <summary>The content type with the boundary of the parts.</summary>
    public const string ContentType = $"multipart/x-mixed-replace; boundary={Boundary}";

    private const string Boundary = "live-parking-frame";
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);
    private static readonly byte[] FirstBoundary = Encoding.ASCII.GetBytes($"--{Boundary}\r\n");
    private static readonly byte[] NextBoundary = Encoding.ASCII.GetBytes($"\r\n--{Boundary}\r\n");

    /// <summary>
    /// Writes the newest picture whenever the client has taken the previous one, until the client disconnects. Each part ends with the boundary of
    /// the next one, so that a client can show a picture without waiting for the next.
    /// </summary>
    /// <param name="access">The right to the pictures; the stream ends with it.</param>
    /// <param name="terms">The client's options.</param>
    /// <param name="http">The request.</param>
    public async Task WriteAsync(CameraAccess access, WatchRequest terms, HttpContext http)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.AllowSlowReader(SendTimeout);
        http.Response.ContentType = ContentType;
        http.Response.Headers.CacheControl = "no-store, no-transform";
        // A proxy that buffers pictures before it passes them on would delay them.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        using var viewer = new FrameViewer(access.Camera.CameraId, terms with { BestRung = access.BestRung }, feeds, meters, timeProvider);
        access.FollowRung(viewer.LimitTo);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping, access.Ended);
        try
        {
            var body = http.Response.BodyWriter;
            body.Write(FirstBoundary);
            await body.FlushAsync(either.Token);
            await foreach (var frame in viewer.FramesAsync(either.Token))
            {
                WritePart(body, frame);
                var flushed = await body.FlushAsync(either.Token);
                if (flushed.IsCompleted || flushed.IsCanceled)
                    return;
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The client disconnected, its right to the pictures ended or the gateway is stopping. An open stream has no other end.
        }
    }

    private void WritePart(PipeWriter body, CameraFrame frame)
    {
        var headers = PictureHeaders.Of(frame, timeProvider.GetUtcNow());
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"Content-Type: {frame.ContentType}\r\nContent-Length: {frame.Data.Length}\r\n"
            + $"{PictureHeaders.CapturedAtName}: {headers.CapturedAt}\r\n{PictureHeaders.SequenceName}: {headers.Sequence}\r\n"
            + $"{PictureHeaders.FrameAgeName}: {headers.FrameAge}\r\n\r\n");
        body.Write(Encoding.ASCII.GetBytes(head));
        body.Write(frame.Data);
        body.Write(NextBoundary);
    }
}
