using System.Text;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Network;

/// <summary>A QR code as a terminal shows it, in half blocks, light on dark; read by <c>zbarimg</c> as a phone's camera would.</summary>
internal static class QrText
{
    /// <summary>Pixels of a picture for each module.</summary>
    private const int Scale = 6;

    /// <summary>The lines of the code among others.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<string> lines) =>
        [.. lines.Where(line => line.Length > 20 && line.All(character => character is '█' or '▀' or '▄' or ' ') && line.Trim().Length > 0)];

    /// <summary>The text of the code.</summary>
    /// <param name="lines">The lines of the code.</param>
    /// <param name="file">Where the picture may be written.</param>
    public static async Task<string> ReadAsync(IReadOnlyList<string> lines, string file)
    {
        var rows = lines.SelectMany(line => new[] { line.Select(character => character is '█' or '▀').ToList(), line.Select(character => character is '█' or '▄').ToList() }).ToList();
        var picture = new StringBuilder().AppendLine("P1").Append(rows[0].Count * Scale).Append(' ').Append(rows.Count * Scale).AppendLine();
        foreach (var row in rows)
        {
            // In this format 1 is black.
            var pixels = string.Join(' ', row.SelectMany(isLight => Enumerable.Repeat(isLight ? '0' : '1', Scale)));
            for (var i = 0; i < Scale; i++)
                picture.AppendLine(pixels);
        }

        await File.WriteAllTextAsync(file, picture.ToString());
        await using var reader = await Child.StartAsync("zbarimg", Path.GetDirectoryName(file)!, ["zbarimg", "--quiet", "--raw", file]);
        Assert.True(await reader.ExitAsync() == 0, $"The code can't be read. {reader.Tail()}");
        return Assert.Single(reader.Output);
    }
}
