namespace LiveParking.Replay.Rows;

/// <summary>Reads a recording: one row a line, none left out.</summary>
internal static class RecordingReader
{
    private const int LargestCapacity = 100_000;
    private const int FirstRows = 20;

    /// <summary>Whether a file has a head with all the columns, and among its first rows one with a number and a time that can be read.</summary>
    public static bool IsRecording(string path, RecordingFormat format)
    {
        using var text = new StreamReader(path);
        if (text.ReadLine() is not { } head || Head(head, format, out _) is not { } columns)
            return false;
        var times = new LocalTimes(format);
        return CsvText.Read(text, CsvText.SeparatorOf(head)).Take(FirstRows).Any(row =>
            Math.Max(columns.Occupied, columns.Time) < row.Fields.Count
            && Numbers.Read(row.Fields[columns.Occupied]) is not null
            && times.Read(row.Fields[columns.Time], null) is not null);
    }

    /// <exception cref="RecordingException">It can't be read.</exception>
    public static Recording Read(string path, RecordingFormat format)
    {
        using var text = new StreamReader(path);
        var head = text.ReadLine() ?? throw new RecordingException($"{path} is empty.");
        var columns = Head(head, format, out var missing)
            ?? throw new RecordingException($"{path} has no such column ({head}): {missing} names the one that is meant.");
        var times = new LocalTimes(format);
        var names = new LevelNames();
        var newest = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var rows = new List<RecordedRow>();
        foreach (var (line, fields) in CsvText.Read(text, CsvText.SeparatorOf(head)))
        {
            var park = Field(columns.Park);
            DateTimeOffset? before = newest.TryGetValue(park, out var known) ? known : null;
            var at = times.Read(Field(columns.Time), before);
            var due = at > (before ?? DateTimeOffset.MinValue) ? at : before;
            if (due is { } latest)
                newest[park] = latest;
            // The head was read before.
            rows.Add(new RecordedRow(line + 1, park, names.Of(park), Capacity(Field(columns.Capacity)), Field(columns.Occupied), Field(columns.Time), at)
            {
                Due = due ?? DateTimeOffset.MinValue,
            });

            string Field(int index) => index < fields.Count ? fields[index] : "";
        }

        if (rows.Count == 0)
            throw new RecordingException($"{path} has no rows.");
        return new Recording([.. rows.OrderBy(row => row.Due)], Parks(rows));
    }

    private static Columns? Head(string head, RecordingFormat format, out string missing) =>
        Columns.Find(CsvText.Read(new StringReader(head), CsvText.SeparatorOf(head)).Select(line => line.Fields).FirstOrDefault() ?? [], format, out missing);

    private static int? Capacity(string text) =>
        Numbers.Read(text) is { } number && number == Math.Truncate(number) && number is >= 1 and <= LargestCapacity ? (int)number : null;

    private static List<RecordedPark> Parks(List<RecordedRow> rows) =>
    [
        .. rows.Where(row => row.Level.Length > 0).GroupBy(row => row.Park, StringComparer.Ordinal).Select(park =>
        {
            // If no row has a capacity, the largest number is used instead.
            var capacity = park.Where(row => row is { Capacity: not null, At: not null }).MaxBy(row => row.At)?.Capacity
                ?? park.Max(row => row.Capacity)
                ?? Math.Clamp(park.Max(row => row.Count) ?? 1, 1, LargestCapacity);
            return new RecordedPark(park.Key, park.First().Level, capacity, park.Count(row => row.Capacity is { } other && other != capacity));
        }),
    ];
}
