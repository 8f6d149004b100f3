using System.Globalization;

namespace LiveParking.Replay.Recordings;

/// <summary>
/// A recording as a file, generated where there is no real one: counts of car parks with the usual faults of such files. It is sorted by car park and has local
/// times, duplicate rows, at once or much later, rows out of order, and numbers that are impossible or invalid.
/// </summary>
public static class GeneratedRecording
{
    private static readonly DateTime Start = new(2016, 10, 4, 0, 0, 0, DateTimeKind.Unspecified);

    private static readonly string[] Impossible = ["-8", "n/a", "12.5", "", "2000000"];

    /// <summary>Writes <c>SystemCodeNumber,Capacity,Occupancy,LastUpdated</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parks">Car parks, 1 to 1,000.</param>
    /// <param name="days">Days from 4 October 2016 on.</param>
    /// <param name="seed">The same seed makes the same file.</param>
    public static void Write(string path, int parks, int days, int seed)
    {
        using var file = new StreamWriter(path);
        file.WriteLine("SystemCodeNumber,Capacity,Occupancy,LastUpdated");
        for (var park = 0; park < parks; park++)
        {
            foreach (var row in Rows(string.Create(CultureInfo.InvariantCulture, $"GEN CP {park + 1:000}"), seed + park, days))
                file.WriteLine(row);
        }
    }

    private static List<string> Rows(string code, int seed, int days)
    {
        var random = new Random(seed);
        var rows = new List<string>();
        foreach (var count in CarParkCount.Make(code, seed, new DateTimeOffset(Start, TimeSpan.Zero), days))
        {
            var row = Row(count, count.Occupied.ToString(CultureInfo.InvariantCulture), count.At.DateTime);
            rows.Add(row);
            switch (random.Next(200))
            {
                case < 3:
                    rows.Add(row);
                    break;
                case 3 when rows.Count > 40:
                    rows.Add(rows[^40]);
                    break;
                case 4 when rows.Count > 1:
                    (rows[^1], rows[^2]) = (rows[^2], rows[^1]);
                    break;
                case 5:
                    rows.Add(Row(count, (count.Capacity + random.Next(1, count.Capacity)).ToString(CultureInfo.InvariantCulture), count.At.DateTime.AddMinutes(7)));
                    break;
                case 6:
                    rows.Add(Row(count, Impossible[random.Next(Impossible.Length)], count.At.DateTime.AddMinutes(3)));
                    break;
                case 7:
                    // Another number for the very same second.
                    rows.Add(Row(count, (count.Occupied / 2).ToString(CultureInfo.InvariantCulture), count.At.DateTime));
                    break;
                case 8:
                    rows.Add(string.Create(CultureInfo.InvariantCulture, $"{code},{count.Capacity},{count.Occupied},some time ago"));
                    break;
            }
        }

        return rows;
    }

    private static string Row(CarParkCount count, string occupied, DateTime at) =>
        string.Create(CultureInfo.InvariantCulture, $"{count.Code},{count.Capacity},{occupied},{at:yyyy-MM-dd HH:mm:ss}");
}
