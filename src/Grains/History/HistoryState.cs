namespace LiveParking.Grains.History;

/// <summary>The stored newest part of a level's history: small, and written often. The rest is in <see cref="HistoryChunkState"/>s.</summary>
internal sealed record HistoryState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Identifies the write that stored it; null when an earlier build did.</summary>
    public long? Mark { get; init; }

    /// <summary><see cref="OpenWindow.SummedUntil"/>.</summary>
    public long SummedUntil { get; init; }

    /// <summary><see cref="OpenWindow.Open"/>.</summary>
    public OpenMinute? Open { get; init; }

    /// <summary><see cref="OpenWindow.Points"/>, encoded by <see cref="PointCodec"/>.</summary>
    public byte[] Points { get; init; } = [];

    /// <summary>The first of the completed minutes that are not in a chunk yet, in minutes since 1970.</summary>
    public long DoneFrom { get; init; }

    /// <summary>These minutes, encoded by <see cref="BucketCodec"/>.</summary>
    public byte[] Done { get; init; } = [];

    /// <summary>Bit set of the written slots of <see cref="HistoryRing.Minutes"/>.</summary>
    public uint MinuteSlots { get; init; }

    /// <summary>Bit set of the written slots of <see cref="HistoryRing.Hours"/>.</summary>
    public uint HourSlots { get; init; }
}
