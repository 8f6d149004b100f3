using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>The stored state of a level.</summary>
internal sealed record LevelState
{
    /// <summary>
    /// The schema that this build writes. Schema 2 added spots, sensors' silence, hours, corrections and the version of the settings. Schema 3 stores
    /// the memory of sensors in another form, and has no time ahead of our clock. <see cref="LevelMigration"/> fills in what 1 and 2 lack.
    /// </summary>
    public const int CurrentSchema = 3;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Null when the level does not exist: never created, or removed.</summary>
    public LevelSettings? Settings { get; init; }

    /// <summary>Version of the settings; survives removal.</summary>
    public long SettingsVersion { get; init; }

    /// <summary>The settings of its location.</summary>
    public SiteHours Site { get; init; } = new();

    /// <summary>Version of the newest stored change; survives removal.</summary>
    public long Version { get; init; }

    /// <summary>When the newest visible change was stored.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The fullness, which the next one depends on by hysteresis; closed and silent are stored separately.</summary>
    public OccupancyStatus Status { get; init; }

    /// <summary>Cars counted by gates and absolute counts. Below zero or above the capacity when sensors miscounted: kept, not clamped.</summary>
    public int Occupied { get; init; }

    /// <summary>Whether gates or absolute counts have sent any reading.</summary>
    public bool FlowKnown { get; init; }

    /// <summary>The newest absolute count, before which entries and exits have no effect.</summary>
    public AbsoluteCount? Anchor { get; init; }

    /// <summary>Cars through each gate since the anchor; at most <see cref="GateTraffic.MaxGates"/> gates.</summary>
    public ImmutableDictionary<string, GateTraffic> Traffic { get; init; } = ImmutableDictionary<string, GateTraffic>.Empty;

    /// <summary>The spots with a sensor reading.</summary>
    public ImmutableDictionary<string, SpotState> Spots { get; init; } = ImmutableDictionary<string, SpotState>.Empty;

    /// <summary>Number of occupied spots.</summary>
    public int Taken { get; init; }

    /// <summary>The same by type; null when not every spot has a known type.</summary>
    public ImmutableDictionary<string, int>? TakenByType { get; init; }

    /// <summary>The types of spots that it has, or had: each has a history. Survives removal.</summary>
    public ImmutableSortedSet<string>? HistoryTypes { get; init; }

    /// <summary>An operator's correction to the number of occupied spots; null when there was none.</summary>
    public int? SpotsOffset { get; init; }

    /// <summary>The memory of each sensor, so that duplicates have no second effect.</summary>
    public ImmutableDictionary<string, SensorMemory> Sensors { get; init; } = ImmutableDictionary<string, SensorMemory>.Empty;

    /// <summary>Number of remembered readings of all sensors; null when they must be counted. Not stored.</summary>
    internal int? Remembered { get; init; }

    /// <summary>Newest time of a spot that was removed to make room for a new one: older readings of unknown spots are late.</summary>
    public DateTimeOffset? SpotsForgottenUntil { get; init; }

    /// <summary>The limit for sensors that are no longer remembered at all; see <see cref="SensorMemory.ForgottenUntil"/>. Never in the future.</summary>
    public DateTimeOffset? ForgottenUntil { get; init; }

    /// <summary>The same for readings whose clock was ahead; see <see cref="SensorMemory.AheadForgottenUntil"/>.</summary>
    public DateTimeOffset? AheadForgottenUntil { get; init; }

    /// <summary>Net changes of the last minutes whose readings were forgotten early.</summary>
    public EvictedNetChanges ForgottenChanges { get; init; } = EvictedNetChanges.None;

    /// <summary>
    /// Newest time of a forgotten entry or exit that is not in <see cref="ForgottenChanges"/>: the cars after an older absolute count can't be
    /// computed any more.
    /// </summary>
    public DateTimeOffset? ChangesForgottenUntil { get; init; }

    /// <summary>Readings up to this time belong to an earlier level with this name.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>Newest time, by the sensors' clocks, of a reading that counted.</summary>
    public DateTimeOffset? CountedAt { get; init; }

    /// <summary>When a counting sensor last sent a reading, by our clock.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>When it last opened: silence is not counted while it is closed.</summary>
    public DateTimeOffset? OpenSince { get; init; }

    /// <summary>How long the sensors have been silent, in steps.</summary>
    public LevelSilence Silence { get; init; }

    /// <summary>Closed by the opening hours.</summary>
    public bool OutsideHours { get; init; }

    /// <summary>When that changes next; null for never.</summary>
    public DateTimeOffset? HoursChangeAt { get; init; }

    /// <summary>0 to 1; null until something was counted.</summary>
    public double? Confidence { get; init; }

    /// <summary>The direction of the number.</summary>
    public OccupancyTrend? Trend { get; init; }

    /// <summary>The number 5 to 10 minutes ago, the reference of the trend.</summary>
    public OccupancyMark? TrendFrom { get; init; }

    /// <summary>The number up to 5 minutes ago, the next reference of the trend.</summary>
    public OccupancyMark? TrendNext { get; init; }

    /// <summary>The newest corrections, kept until the ledger has them and a little longer.</summary>
    public ImmutableList<KeptCorrection> Corrections { get; init; } = [];

    /// <summary>Whether it is closed, manually or by opening hours.</summary>
    public bool IsClosed => Settings is { Closed: true } || OutsideHours;
}

/// <summary>An absolute count.</summary>
/// <param name="At">The sensor's time, or the arrival when the sensor's clock was ahead, or the time of the correction.</param>
/// <param name="Occupied">The counted number.</param>
/// <param name="IsAhead">Whether the sensor's clock was ahead; absent when it was not.</param>
internal sealed record AbsoluteCount(DateTimeOffset At, int Occupied, bool? IsAhead = null);

/// <summary>A number of the level and its time.</summary>
internal sealed record OccupancyMark(DateTimeOffset At, int Occupied);

/// <summary>A correction, and whether the ledger has it.</summary>
internal sealed record KeptCorrection(Correction Correction, bool InLedger);

/// <summary>How long the sensors have been silent.</summary>
internal enum LevelSilence
{
    /// <summary>They send readings, or none are expected yet.</summary>
    None = 0,

    /// <summary>Silent for their limit: the number is stale.</summary>
    Stale = 1,

    /// <summary>Silent for three times their limit: the number is unknown.</summary>
    Lost = 2,
}
