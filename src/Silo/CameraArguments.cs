using System.CommandLine;
using LiveParking.Grains.Cameras.Capture;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Silo;

/// <summary>The options that name cameras; the same for a silo and for the standalone system.</summary>
public static class CameraArguments
{
    /// <summary><c>--camera ID[@LOCATION[/LEVEL]]=SOURCE</c>, repeatable.</summary>
    public static Option<string[]> Cameras() => new("--camera")
    {
        Description = $"{CameraOptionsParser.Form}, repeatable; SOURCE is device:N, file:PATH, rtsp://…, http(s)://… (MJPEG) or demo:NAME",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary><c>--private-camera ID</c>, repeatable.</summary>
    public static Option<string[]> PrivateCameras() => new("--private-camera")
    {
        Description = "ID of a camera that only a token with its location may watch; repeatable, '*' for all",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Reads both.</summary>
    /// <exception cref="InvalidRequestException">A camera can't be read, is named twice, or a private one is not named as a camera.</exception>
    public static IReadOnlyList<CameraOptions> Read(string[]? cameras, string[]? privateCameras)
    {
        var read = (cameras ?? []).Select(CameraOptionsParser.Parse).ToList();
        RequireDistinct(read);
        foreach (var id in privateCameras ?? [])
        {
            var matching = read.FindAll(camera => id == "*" || camera.Id == id);
            if (matching.Count == 0 && id != "*")
                throw new InvalidRequestException($"--private-camera names '{id}', which no --camera does.");
            matching.ForEach(camera => camera.IsPublic = false);
        }

        return read;
    }

    /// <summary>Refuses two cameras with one id.</summary>
    /// <exception cref="InvalidRequestException">There are two.</exception>
    public static void RequireDistinct(IEnumerable<CameraOptions> cameras)
    {
        if (cameras.GroupBy(camera => camera.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidRequestException($"There are two cameras '{twice.Key}': choose another id.");
    }
}
