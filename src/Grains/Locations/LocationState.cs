using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Grains.Locations;

/// <summary>The stored state of a location. Its levels store themselves.</summary>
internal sealed record LocationState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Null when the location does not exist: never created, or removed.</summary>
    public LocationSettings? Settings { get; init; }

    /// <summary>Version of the settings; survives removal.</summary>
    public long SettingsVersion { get; init; }

    /// <summary>Version of the newest stored change; survives removal.</summary>
    public long Version { get; init; }

    /// <summary>When the newest change was stored.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The ids of its levels, in the order of creation.</summary>
    public ImmutableList<string> Levels { get; init; } = [];

    /// <summary>Its cameras, in the order of their first announcement.</summary>
    public ImmutableList<AttachedCamera> Cameras { get; init; } = [];
}

/// <summary>A camera of a location and the silo that announced it.</summary>
/// <param name="Status">Its newest stored status.</param>
/// <param name="IsPublic">Whether anybody may watch.</param>
/// <param name="Silo">The address of the silo in parsable form; null when it is no longer attached to a silo.</param>
/// <param name="PublicRung">The best rung for viewers without a token; null when a release before 0.4 stored the camera.</param>
internal sealed record AttachedCamera(CameraStatus Status, bool IsPublic, string? Silo, CameraRung? PublicRung = null);
