using System.Collections.Immutable;

namespace LiveParking.Grains.Quarantine;

/// <summary>The stored list of messages in quarantine; each payload has its own state.</summary>
internal sealed record QuarantineState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Oldest first.</summary>
    public ImmutableList<StoredEntry> Entries { get; init; } = [];

    /// <summary>Slots without an entry whose payload may still be in the store.</summary>
    public ImmutableList<int> ToClear { get; init; } = [];

    /// <summary>Entries that were dropped because there were too many.</summary>
    public long Dropped { get; init; }
}
