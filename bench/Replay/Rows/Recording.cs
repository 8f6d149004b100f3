namespace LiveParking.Replay.Rows;

/// <summary>A recording, as it was read.</summary>
/// <param name="Rows">All its rows, in the order in which they are sent: by time; the rows of one car park in the order of the file.</param>
/// <param name="Parks">Its car parks, in order of first mention.</param>
internal sealed record Recording(IReadOnlyList<RecordedRow> Rows, IReadOnlyList<RecordedPark> Parks)
{
    /// <summary>The oldest time that can be read.</summary>
    public DateTimeOffset Start => Rows.Min(row => row.At) ?? throw new RecordingException("No row has a time that can be read; --time-format says how they are written.");

    /// <summary>The newest time that can be read.</summary>
    public DateTimeOffset End => Rows.Max(row => row.At) ?? Start;
}
