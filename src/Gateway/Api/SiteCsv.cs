using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Api;

/// <summary>
/// Levels and their spots as CSV (RFC 4180; also with semicolons, as spreadsheets of many countries write it): a line for each level and type of spots, with the
/// columns <c>level</c>, <c>name</c>, <c>counting</c>, <c>type</c>, <c>capacity</c> and, where needed, <c>outOfService</c>.
/// </summary>
internal static class SiteCsv
{
    /// <summary>The content type.</summary>
    public const string ContentType = "text/csv";

    private static readonly string[] RequiredColumns = ["level", "name", "counting", "type", "capacity"];

    /// <summary>The site with the levels of the file. A level that it names has the types of spots that the file gives it, and keeps its other settings. Levels that it does not name stay.</summary>
    /// <param name="site">The site as it is.</param>
    /// <param name="text">The file.</param>
    /// <exception cref="ApiException">The file breaks a rule; the message names the line.</exception>
    public static SiteSettings Merge(SiteSettings site, string text)
    {
        var levels = site.Levels.ToDictionary(StringComparer.Ordinal);
        foreach (var lines in Read(text).GroupBy(line => line.Level, StringComparer.Ordinal))
        {
            var (first, known) = (lines.First(), levels.GetValueOrDefault(lines.Key));
            if (lines.GroupBy(line => line.Type).FirstOrDefault(type => type.Count() > 1)?.Last() is { } twice)
                throw Fault(twice.Number, $"the level '{twice.Level}' has the type '{twice.Type}' twice");
            var name = Only(lines, "name", line => line.Name) ?? known?.Name ?? throw Fault(first.Number, $"the new level '{lines.Key}' needs a name");
            var counting = Only(lines, "counting", line => line.Counting) ?? known?.Counting ?? throw Fault(first.Number, $"the new level '{lines.Key}' needs counting: gates, spots or count");
            // Where the file says nothing of it, what is out of service stays so.
            var outOfService = lines.Select(line => (line.Type, Spots: line.OutOfService ?? known?.OutOfService?.GetValueOrDefault(line.Type) ?? 0)).Where(type => type.Spots > 0)
                .ToDictionary(type => type.Type, type => type.Spots, StringComparer.Ordinal);
            levels[lines.Key] = (known ?? new LevelSettings("", counting, new Dictionary<string, int>())) with
            {
                Name = name,
                Counting = counting,
                Capacity = lines.ToDictionary(line => line.Type, line => line.Capacity, StringComparer.Ordinal),
                OutOfService = outOfService.Count > 0 ? outOfService : null,
            };
        }

        return site with { Levels = levels };
    }

    /// <summary>The only value that the lines of a level give; null when none does.</summary>
    private static T? Only<T>(IEnumerable<Line> lines, string column, Func<Line, T?> value)
    {
        var given = lines.Where(line => value(line) is not null).ToList();
        return given.Find(line => !Equals(value(line), value(given[0]))) is { } other
            ? throw Fault(other.Number, $"{column} of the level '{other.Level}' differs from line {given[0].Number}")
            : given.Count > 0 ? value(given[0]) : default;
    }

    private static List<Line> Read(string text)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            BadDataFound = bad => throw Fault(bad.Context.Parser!.RawRow, "misplaced quote"),
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        if (!parser.Read())
            throw ApiErrors.Invalid($"The file is empty: its first line names the columns {string.Join(",", RequiredColumns)}.");
        var columns = parser.Record!.Select(column => column.Trim()).ToList();
        foreach (var column in RequiredColumns)
        {
            if (!columns.Contains(column))
                throw Fault(1, $"the column '{column}' is missing; there are {string.Join(", ", columns)}");
        }

        List<Line> lines = [];
        while (parser.Read())
        {
            var fields = parser.Record!;
            string? Field(string column) => columns.IndexOf(column) is >= 0 and var index && index < fields.Length && fields[index].Trim() is { Length: > 0 } field ? field : null;
            if (fields.All(string.IsNullOrWhiteSpace))
                continue;
            lines.Add(new Line(
                parser.RawRow,
                Field("level") ?? throw Fault(parser.RawRow, "level is empty"),
                Field("name"),
                Field("counting") is { } counting ? CountingOf(counting, parser.RawRow) : null,
                Field("type") ?? throw Fault(parser.RawRow, "type is empty: standard, disabled, ev, …"),
                WholeNumber("capacity") ?? throw Fault(parser.RawRow, "capacity is empty"),
                WholeNumber("outOfService")));

            int? WholeNumber(string column) => Field(column) is not { } field ? null
                : int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : throw Fault(parser.RawRow, $"{column} is a whole number, not '{field}'");
        }

        return lines.Count > 0 ? lines : throw ApiErrors.Invalid("The file has no level after its first line.");
    }

    private static CountingMode? CountingOf(string word, int line) => word switch
    {
        "gates" => CountingMode.Gates,
        "spots" => CountingMode.Spots,
        "count" => CountingMode.Count,
        _ => throw Fault(line, $"counting is gates, spots or count, not '{word}'"),
    };

    private static ApiException Fault(int line, string fault) =>
        ApiErrors.Invalid(string.Create(CultureInfo.InvariantCulture, $"Line {line}: {fault}."), string.Create(CultureInfo.InvariantCulture, $"line {line}"));

    private sealed record Line(int Number, string Level, string? Name, CountingMode? Counting, string Type, int Capacity, int? OutOfService);
}
