using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.Parking;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveParking.Gateway.Api;

/// <summary><c>/api/v1/cameras</c>: the status of cameras, and their pictures for clients without SignalR.</summary>
internal static class CamerasApi
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapCameras(this RouteGroupBuilder api)
    {
        var cameras = api.MapGroup("/cameras").WithTags("Cameras");
        cameras.MapGet("", ListAsync).Allow(Permission.Anyone).WithSummary("All cameras").Faults(503);
        cameras.MapGet("{id}", GetAsync).Allow(Permission.Anyone).WithSummary("One camera")
            .WithDescription("The id of a location stands for its first camera.").Faults(400, 404, 503);
        cameras.MapMethods("{id}/snapshot.jpg", GetAndHead, SnapshotAsync).Allow(Permission.Watch).WithSummary("A picture")
            .WithDescription(
                "The newest picture when it is at most `maxAge` seconds old (0 to 60, decimals allowed, 2 when absent), else the next one; `maxAge=0` asks for "
                + "one that is captured after the request. `quality`: auto, low, medium or high. A camera that nobody watches is started; when no picture "
                + "comes within 5 s the answer is 503 and says why. `start=false` starts no camera: the answer is the last kept picture however old, "
                + "with its age in `X-Frame-Age`, or 404 `no-picture`. "
                + "A camera that is not public needs a token with its location, which may stand in the address as `access_token`.")
            .Produces<byte[]>(200, "image/jpeg").Produces(304).Faults(400, 401, 403, 404, 429, 503).RequireRateLimiting(RequestLimits.Snapshots);
        cameras.MapMethods("{id}/stream.mjpg", GetAndHead, StreamAsync).Allow(Permission.Watch).WithSummary("Pictures as they come, as MJPEG")
            .WithDescription(
                "For `<img>`, VLC and ffmpeg. The newest picture whenever the reader has taken the one before; the stream stays open while the camera is offline "
                + "and ends when the token expires or the camera becomes private. "
                + "`quality`: auto, low, medium or high. `maxFps`: pictures a second at most. Access as for a snapshot.")
            .Produces<byte[]>(200, MjpegStream.ContentType).Faults(400, 401, 403, 404, 429, 503).RequireRateLimiting(RequestLimits.MjpegStreams);
    }

    private static async Task<Ok<IReadOnlyList<CameraStatus>>> ListAsync(AllLocations locations, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<CameraStatus>>([.. (await locations.GetAsync(cancellationToken)).SelectMany(location => location.Cameras)]);

    private static async Task<Ok<CameraStatus>> GetAsync(string id, IClusterClient grains, GrainLookup lookup)
    {
        var camera = await grains.GetCatalog().FindCameraAsync(RequestIds.Camera(id));
        var location = (await (await lookup.LocationAsync(camera.LocationId)).GetAsync()).Status;
        return TypedResults.Ok(
            location.Cameras.FirstOrDefault(status => status.Id == camera.CameraId) ?? throw new UnknownCameraException(id));
    }

    private static async Task SnapshotAsync(
        string id, string? quality, string? maxAge, string? start, HttpContext http, IClusterClient grains, CameraAccessMonitor monitor, WatchRecorder recorder,
        SnapshotTaker snapshots)
    {
        var terms = SnapshotRequest.From(quality, maxAge, start);
        var camera = await grains.GetCatalog().FindCameraAsync(RequestIds.Camera(id));
        var user = http.User;
        using var access = monitor.Begin(() => user, camera);
        recorder.NoteSnapshot(http, camera);
        await snapshots.WriteAsync(access, terms, http);
    }

    private static async Task StreamAsync(
        string id, string? quality, string? maxFps, HttpContext http, IClusterClient grains, CameraAccessMonitor monitor, WatchRecorder recorder,
        MjpegStream stream)
    {
        var terms = WatchRequest.From(quality, maxFps);
        var camera = await grains.GetCatalog().FindCameraAsync(RequestIds.Camera(id));
        var user = http.User;
        using var access = monitor.Begin(() => user, camera);
        using var record = HttpMethods.IsHead(http.Request.Method) ? null : recorder.Begin(http, camera);
        await stream.WriteAsync(access, terms, http);
    }
}
