namespace LiveParking.Grains.History;

/// <summary>A stretch of a level's history as it is stored: the minutes of a day, or the hours of 32 days.</summary>
internal sealed record HistoryChunkState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Which stretch: days since 1970, or stretches of 32 days since 1970.</summary>
    public long Place { get; init; }

    /// <summary>Its buckets, as <see cref="BucketCodec"/> and <see cref="Packed"/> write them.</summary>
    public byte[] Data { get; init; } = [];
}
