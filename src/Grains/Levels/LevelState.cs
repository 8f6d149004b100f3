using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>A level as it is stored.</summary>
internal sealed record LevelState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Null when the level does not exist: never made, or removed.</summary>
    public LevelSettings? Settings { get; init; }

    /// <summary>Version of the settings; survives removal.</summary>
    public long SettingsVersion { get; init; }

    /// <summary>What its location says.</summary>
    public SiteHours Site { get; init; } = new();

    /// <summary>Version of the newest stored change; survives removal.</summary>
    public long Version { get; init; }

    /// <summary>When the newest change was stored.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The status, on which the next one depends by hysteresis.</summary>
    public OccupancyStatus Status { get; init; }

    /// <summary>Cars counted. Below zero or above the capacity when sensors miscounted: kept, not clamped.</summary>
    public int Occupied { get; init; }

    /// <summary>The newest absolute count, before which entries and exits have no effect.</summary>
    public AbsoluteCount? Anchor { get; init; }

    /// <summary>What is remembered of each sensor, so that repetitions have no second effect.</summary>
    public ImmutableDictionary<string, SensorMemory> Sensors { get; init; } = ImmutableDictionary<string, SensorMemory>.Empty;

    /// <summary>Newest time of a reading of a sensor that is no longer remembered at all.</summary>
    public DateTimeOffset? ForgottenUntil { get; init; }
}

/// <summary>An absolute count of a sensor.</summary>
/// <param name="At">The sensor's time.</param>
/// <param name="Occupied">What it counted.</param>
internal sealed record AbsoluteCount(DateTimeOffset At, int Occupied);
