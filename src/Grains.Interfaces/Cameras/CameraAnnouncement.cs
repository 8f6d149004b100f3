namespace LiveParking.Grains.Interfaces.Cameras;

/// <summary>A silo's report about its cameras of one location.</summary>
/// <param name="Silo">The silo to which they are attached.</param>
/// <param name="Cameras">All of them. A camera that it announced before and leaves out here is no longer attached.</param>
[GenerateSerializer, Immutable, Alias("live-parking.CameraAnnouncement")]
public sealed record CameraAnnouncement(
    [property: Id(0)] SiloAddress Silo,
    [property: Id(1)] IReadOnlyList<AnnouncedCamera> Cameras);

/// <summary>One camera in an announcement.</summary>
/// <param name="Status">Its current status.</param>
/// <param name="IsPublic">Whether anybody may watch; otherwise a token with the location is needed.</param>
/// <param name="PublicRung">The best rung for viewers without a token for the camera; medium when null. Releases before 0.4 announce null.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AnnouncedCamera")]
public sealed record AnnouncedCamera(
    [property: Id(0)] CameraStatus Status,
    [property: Id(1)] bool IsPublic,
    [property: Id(2)] CameraRung? PublicRung = null);
