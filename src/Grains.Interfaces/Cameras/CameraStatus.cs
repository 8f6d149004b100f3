namespace LiveParking.Grains.Interfaces.Cameras;

/// <summary>A camera as phones see it.</summary>
/// <param name="Id">The camera's id.</param>
/// <param name="LocationId">The location to which it belongs.</param>
/// <param name="LevelId">The level that it shows, where it shows one.</param>
/// <param name="Name">For people.</param>
/// <param name="State">What it does now.</param>
/// <param name="Since">When it began to.</param>
/// <param name="Reason">Why it is offline or frozen, for people; never an address or a password.</param>
[GenerateSerializer, Immutable, Alias("live-parking.CameraStatus")]
public sealed record CameraStatus(
    [property: Id(0)] string Id,
    [property: Id(1)] string LocationId,
    [property: Id(2)] string? LevelId,
    [property: Id(3)] string Name,
    [property: Id(4)] CameraState State,
    [property: Id(5)] DateTimeOffset Since,
    [property: Id(6)] string? Reason = null);

/// <summary>What a camera does.</summary>
[GenerateSerializer, Alias("live-parking.CameraState")]
public enum CameraState
{
    /// <summary>Nobody watches; nothing is captured.</summary>
    Idle = 0,

    /// <summary>Somebody watches; the first picture is awaited.</summary>
    Starting = 1,

    /// <summary>Pictures come.</summary>
    Live = 2,

    /// <summary>Pictures come but do not change.</summary>
    Frozen = 3,

    /// <summary>No pictures come, and the reason is known.</summary>
    Offline = 4,
}
