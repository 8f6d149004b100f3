namespace LiveParking.Grains.History;

/// <summary>The stored form of one chunk of a level's history: the minutes of a day, or the hours of 32 days.</summary>
internal sealed record HistoryChunkState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>The chunk's place: days since 1970, or periods of 32 days since 1970.</summary>
    public long Place { get; init; }

    /// <summary>Its buckets, encoded by <see cref="BucketCodec"/> and <see cref="Packed"/>.</summary>
    public byte[] Data { get; init; } = [];
}
