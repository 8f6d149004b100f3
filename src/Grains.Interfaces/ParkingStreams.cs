using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.LiveStreams;

namespace LiveParking.Grains.Interfaces;

/// <summary>
/// The live streams of Live Parking: their names, their content and the grains that publish them. A live stream carries exactly one state. A subscriber
/// gets the newest value, never a backlog.
/// </summary>
/// <remarks>A client and a silo register them with <c>AddLiveStreams(ParkingStreams.Register)</c>.</remarks>
public static class ParkingStreams
{
    /// <summary>The name of the stream provider: <c>client.GetStreamProvider("live")</c>.</summary>
    public const string ProviderName = LiveStreamOptions.ProviderName;

    /// <summary>Namespace of the streams that carry a <see cref="Locations.LocationStatus"/>.</summary>
    public const string LocationStatusNamespace = "location-status";

    /// <summary>Namespace of the streams that carry a <see cref="LevelStatus"/>.</summary>
    public const string LevelStatusNamespace = "level-status";

    /// <summary>Namespaces of the streams that carry a <see cref="CameraFrame"/>, one for each <see cref="CameraRung"/>.</summary>
    public const string LowFramesNamespace = "camera-frames-low", MediumFramesNamespace = "camera-frames-medium", HighFramesNamespace = "camera-frames-high";

    /// <summary>The type of the grains behind <see cref="Locations.ILocationGrain"/>.</summary>
    public static GrainType LocationGrainType { get; } = GrainType.Create("location");

    /// <summary>The type of the grains behind <see cref="ILevelGrain"/>.</summary>
    public static GrainType LevelGrainType { get; } = GrainType.Create("level");

    /// <summary>The type of the grains behind <see cref="ICameraGrain"/>.</summary>
    public static GrainType CameraGrainType { get; } = GrainType.Create("camera");

    /// <summary>Registers the grain type that publishes each namespace; the same on silos and clients of a cluster.</summary>
    public static void Register(LiveStreamOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Producers[LocationStatusNamespace] = LocationGrainType;
        options.Producers[LevelStatusNamespace] = LevelGrainType;
        options.Producers[LowFramesNamespace] = CameraGrainType;
        options.Producers[MediumFramesNamespace] = CameraGrainType;
        options.Producers[HighFramesNamespace] = CameraGrainType;
    }

    /// <summary>The newest status of a location, with its levels and cameras.</summary>
    public static StreamId LocationStatus(string locationId) => StreamId.Create(LocationStatusNamespace, locationId);

    /// <summary>The newest status of one level.</summary>
    public static StreamId LevelStatus(LevelKey level) => StreamId.Create(LevelStatusNamespace, level.ToString());

    /// <summary>The newest frame of a camera on one rung.</summary>
    public static StreamId Frames(string cameraId, CameraRung rung) => StreamId.Create(FramesNamespace(rung), cameraId);

    /// <summary>The namespace of the frame streams of a rung.</summary>
    public static string FramesNamespace(CameraRung rung) => rung switch
    {
        CameraRung.Low => LowFramesNamespace,
        CameraRung.Medium => MediumFramesNamespace,
        CameraRung.High => HighFramesNamespace,
        _ => throw new ArgumentOutOfRangeException(nameof(rung), rung, "There is no such rung."),
    };
}
