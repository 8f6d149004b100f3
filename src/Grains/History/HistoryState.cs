namespace LiveParking.Grains.History;

/// <summary>The newest part of a level's history as it is stored: small, and written often. The rest stands in <see cref="HistoryChunkState"/>s.</summary>
internal sealed record HistoryState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Names the write that stored it; null when an earlier build did.</summary>
    public long? Mark { get; init; }

    /// <summary><see cref="OpenWindow.SummedUntil"/>.</summary>
    public long SummedUntil { get; init; }

    /// <summary><see cref="OpenWindow.Open"/>.</summary>
    public OpenMinute? Open { get; init; }

    /// <summary><see cref="OpenWindow.Points"/>, as <see cref="PointCodec"/> writes them.</summary>
    public byte[] Points { get; init; } = [];

    /// <summary>The first of the minutes that are done but stand in no chunk yet, in minutes since 1970.</summary>
    public long DoneFrom { get; init; }

    /// <summary>These minutes, as <see cref="BucketCodec"/> writes them.</summary>
    public byte[] Done { get; init; } = [];

    /// <summary>Which slots of <see cref="HistoryRing.Minutes"/> were written, a bit each.</summary>
    public uint MinuteSlots { get; init; }

    /// <summary>Which slots of <see cref="HistoryRing.Hours"/> were written, a bit each.</summary>
    public uint HourSlots { get; init; }
}
