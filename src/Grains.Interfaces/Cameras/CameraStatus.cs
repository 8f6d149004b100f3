namespace LiveParking.Grains.Interfaces.Cameras;

/// <summary>The status of a camera for clients.</summary>
/// <param name="Id">The camera's id.</param>
/// <param name="LocationId">The location to which it belongs.</param>
/// <param name="LevelId">The level that it shows, if any.</param>
/// <param name="Name">For people.</param>
/// <param name="State">Its current state.</param>
/// <param name="Since">When this state began.</param>
/// <param name="Reason">Why it is offline or frozen, for people; never an address or a password.</param>
/// <param name="BecamePrivate">True while an update has made the camera private that everybody could watch before: its operator has to open it.</param>
[GenerateSerializer, Immutable, Alias("live-parking.CameraStatus")]
public sealed record CameraStatus(
    [property: Id(0)] string Id,
    [property: Id(1)] string LocationId,
    [property: Id(2)] string? LevelId,
    [property: Id(3)] string Name,
    [property: Id(4)] CameraState State,
    [property: Id(5)] DateTimeOffset Since,
    [property: Id(6)] string? Reason = null,
    [property: Id(7)] bool? BecamePrivate = null);

/// <summary>The state of a camera.</summary>
[GenerateSerializer, Alias("live-parking.CameraState")]
public enum CameraState
{
    /// <summary>It has no viewers; nothing is captured.</summary>
    Idle = 0,

    /// <summary>It has viewers; the first picture is awaited.</summary>
    Starting = 1,

    /// <summary>Pictures arrive.</summary>
    Live = 2,

    /// <summary>Pictures arrive but do not change.</summary>
    Frozen = 3,

    /// <summary>No pictures arrive, and the reason is known.</summary>
    Offline = 4,
}
