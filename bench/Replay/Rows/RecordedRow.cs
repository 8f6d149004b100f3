namespace LiveParking.Replay.Rows;

/// <summary>One row of a recording, as it is written.</summary>
/// <param name="Line">Its line in the file; the header is line 1.</param>
/// <param name="Park">The car park.</param>
/// <param name="Level">The level that it is replayed to; empty when the row names none.</param>
/// <param name="Capacity">Spots, when a number from 1 to 100,000 is written there.</param>
/// <param name="Occupied">The number of taken spots, as written.</param>
/// <param name="Time">The time, as written.</param>
/// <param name="At">The moment, to the millisecond; null when it can't be read.</param>
internal sealed record RecordedRow(int Line, string Park, string Level, int? Capacity, string Occupied, string Time, DateTimeOffset? At)
{
    /// <summary>When it is sent: its time, or that of a row of its car park before it, for they are sent in the order of the file.</summary>
    public DateTimeOffset Due { get; init; }

    /// <summary>The number, whole and of 32 bits; null when there is none.</summary>
    public int? Count => Number is { } number && number == Math.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>The number, if it is one.</summary>
    public decimal? Number => Numbers.Read(Occupied);
}
