using System.Text;

namespace LiveParking.Replay.Rows;

/// <summary>Separated values as RFC 4180 has them; also with semicolons or tabs, and lines that end as one likes.</summary>
internal static class CsvText
{
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>The most frequent separator in the header.</summary>
    public static char SeparatorOf(string head) => Separators.MaxBy(separator => head.Count(letter => letter == separator));

    /// <summary>The records, each with the line on which it begins; lines without a letter are none.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Read(TextReader text, char separator)
    {
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            var begin = number;
            while (line.Count(letter => letter == '"') % 2 == 1 && text.ReadLine() is { } more)
            {
                line = $"{line}\n{more}";
                number++;
            }

            if (!string.IsNullOrWhiteSpace(line))
                yield return (begin, Fields(line, separator));
        }
    }

    private static List<string> Fields(string line, char separator)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (line[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (line[i] == separator && !isQuoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString().Trim());
        return fields;
    }
}
