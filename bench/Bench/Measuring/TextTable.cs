namespace LiveParking.Bench.Measuring;

/// <summary>Aligned columns of text: the first to the left, the others to the right.</summary>
public static class TextTable
{
    public static void Print(TextWriter output, string[] head, IReadOnlyList<string[]> rows)
    {
        var widths = head.Select((_, column) => rows.Prepend(head).Max(row => row[column].Length)).ToArray();
        foreach (var row in rows.Prepend(head))
        {
            output.WriteLine(string.Join("   ", row.Select(
                (cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        }
    }
}
