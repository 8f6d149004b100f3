using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Audit;

/// <summary>The stored list of a trail's periods.</summary>
internal sealed record AuditState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>The first day of each period that has entries, oldest first.</summary>
    public ImmutableList<DateOnly> Periods { get; init; } = [];
}

/// <summary>The stored state of one period: its newest entries, and how many full chunks were stored before.</summary>
internal sealed record AuditPeriodState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>The number of chunks: 0 to <see cref="Chunks"/> - 1.</summary>
    public int Chunks { get; init; }

    /// <summary>The entries that are in no chunk yet, oldest first.</summary>
    public ImmutableList<AuditEntry> Entries { get; init; } = [];
}

/// <summary>The stored state of a chunk of a period.</summary>
internal sealed record AuditChunkState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Oldest first.</summary>
    public ImmutableList<AuditEntry> Entries { get; init; } = [];
}
