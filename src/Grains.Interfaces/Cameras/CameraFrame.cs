namespace LiveParking.Grains.Interfaces.Cameras;

/// <summary>One encoded picture of a camera. Its bytes never change after creation, so it is shared by reference.</summary>
/// <param name="CameraId">The camera's own id.</param>
/// <param name="Sequence">Counts the captures of the camera; the same on all rungs; grows across restarts.</param>
/// <param name="CapturedAt">Capture time: milliseconds since 1970-01-01 UTC.</param>
/// <param name="Rung">The quality step.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="ContentType"><c>image/jpeg</c>.</param>
/// <param name="Data">The encoded picture.</param>
[GenerateSerializer, Immutable, Alias("live-parking.CameraFrame")]
public sealed record CameraFrame(
    [property: Id(0)] string CameraId,
    [property: Id(1)] long Sequence,
    [property: Id(2)] long CapturedAt,
    [property: Id(3)] CameraRung Rung,
    [property: Id(4)] int Width,
    [property: Id(5)] int Height,
    [property: Id(6)] string ContentType,
    [property: Id(7)] byte[] Data);

/// <summary>A quality step. Each is a separate live stream and is encoded only while it is watched.</summary>
[GenerateSerializer, Alias("live-parking.CameraRung")]
public enum CameraRung
{
    /// <summary>Up to 320 pixels wide.</summary>
    Low = 0,

    /// <summary>Up to 640 pixels wide.</summary>
    Medium = 1,

    /// <summary>Up to 1280 pixels wide.</summary>
    High = 2,
}
