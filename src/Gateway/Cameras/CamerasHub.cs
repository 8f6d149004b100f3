using System.Runtime.CompilerServices;
using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Parking;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Cameras;

/// <summary>Live camera pictures: <c>/hubs/cameras</c>. Cameras that are not public need a token with their location.</summary>
internal sealed partial class CamerasHub(
    IClusterClient grains,
    FrameFeeds frames,
    LocationFeeds locations,
    CameraAccessMonitor access,
    WatchRecorder recorder,
    IHubContext<CamerasHub, ICameraClient> context,
    GatewayMeters meters,
    TimeProvider timeProvider,
    IOptions<GatewayOptions> options,
    ILogger<CamerasHub> logger) : Hub<ICameraClient>
{
    private static readonly object SessionKey = new();

    private CameraSession Session => (CameraSession)Context.Items[SessionKey]!;

    /// <summary>
    /// Watches a camera until the client cancels. The stream sends the newest picture whenever the connection has taken the previous one. It stays
    /// open while the camera is offline, and ends with an error when the caller may no longer watch. The camera's status arrives as
    /// <see cref="ICameraStatusClient.CameraStatusChanged"/>.
    /// </summary>
    /// <param name="cameraId">The camera id, or a location id for the location's first camera.</param>
    /// <param name="options">The viewer's options; with null the gateway chooses.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    [Allow(Permission.Watch)]
    public async Task<IAsyncEnumerable<CameraFrame>> WatchCamera(string? cameraId, WatchOptions? options, CancellationToken cancellationToken)
    {
        var terms = WatchRequest.From(options);
        var camera = await grains.GetCatalog().FindCameraAsync(RequestIds.Camera(cameraId));
        var session = Session;
        var right = access.Begin(HubUser.Now(Context), camera);
        try
        {
            var watch = session.Begin(
                camera.CameraId,
                () => new CameraWatch(
                    right, Context.GetHttpContext() is { } http ? recorder.Begin(http, camera) : null, cameraId!, new FrameViewer(camera.CameraId, terms with { BestRung = right.BestRung }, frames, meters, timeProvider), locations, session.Outbox));
            return FramesAsync(session, watch, cancellationToken);
        }
        catch
        {
            right.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The viewer has received all frames of a camera up to this one. Numbers that were never sent and cameras that are not watched are ignored.
    /// </summary>
    /// <param name="cameraId">The id that the viewer used to start the watch.</param>
    /// <param name="sequence">The newest frame that the viewer received.</param>
    [Allow(Permission.Watch)]
    public void AckFrame(string? cameraId, long sequence) =>
        Session.Find(Slug.Require(cameraId, "camera id"))?.Viewer.Acknowledge(sequence);

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        var client = context.Clients.Client(Context.ConnectionId);
        var outbox = new Outbox(_ => Task.CompletedTask, client.CameraStatusChanged, meters, logger);
        Context.Items[SessionKey] = new CameraSession(
            outbox, Caller.Of(Context.User).IsOperator ? Math.Max(options.Value.WatchesPerOperatorConnection, options.Value.WatchesPerConnection) : options.Value.WatchesPerConnection);
        meters.Connections.Add(1, new KeyValuePair<string, object?>("hub", "cameras"));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Session.Dispose();
        meters.Connections.Add(-1, new KeyValuePair<string, object?>("hub", "cameras"));
        return Task.CompletedTask;
    }

    private async IAsyncEnumerable<CameraFrame> FramesAsync(
        CameraSession session, CameraWatch watch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, watch.Access.Ended);
            await using var frames = watch.Viewer.FramesAsync(either.Token).GetAsyncEnumerator(either.Token);
            while (await MoveNextAsync(frames, watch.Access, cancellationToken))
                yield return frames.Current;
        }
        finally
        {
            session.End(watch);
        }
    }

    /// <summary>Errors of a running stream do not pass through the hub filters. They get the same form here.</summary>
    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<CameraFrame> frames, CameraAccess access, CancellationToken cancellationToken)
    {
        try
        {
            return await frames.MoveNextAsync();
        }
        catch (OperationCanceledException) when (access.Reason is not null && !cancellationToken.IsCancellationRequested)
        {
            throw new HubException(access.Reason.ToHubMessage());
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (ErrorMapping.IsUnexpected(exception))
                Log.WatchFailed(logger, exception);
            throw new HubException(ErrorMapping.From(exception).ToHubMessage());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A watch failed with an unexpected exception.")]
        public static partial void WatchFailed(ILogger logger, Exception exception);
    }
}
