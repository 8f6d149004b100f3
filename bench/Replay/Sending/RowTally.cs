using System.Globalization;
using System.Text.RegularExpressions;
using LiveParking.Bench.Measuring;
using LiveParking.Replay.Model;
using LiveParking.Replay.Rows;

namespace LiveParking.Replay.Sending;

/// <summary>The outcomes of all rows, beside the expected ones.</summary>
internal sealed partial class RowTally
{
    private readonly SortedDictionary<(Outcome Outcome, string Reason), (int Rows, string Example)> _rows = [];
    private readonly Dictionary<Outcome, int> _predicted = Enum.GetValues<Outcome>().ToDictionary(outcome => outcome, _ => 0);

    /// <summary>Rows that were answered.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows that were stored although their first answer was lost, which shows when they reach their level again.</summary>
    public int StoredBefore { get; private set; }

    /// <summary>Rows of which something else became than had to.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>Notes an answer.</summary>
    /// <param name="row">The row.</param>
    /// <param name="result">The actual outcome.</param>
    /// <param name="predicted">The expected outcome.</param>
    /// <param name="mayBeRepeated">Whether it may have reached its level more than once.</param>
    public void Add(RecordedRow row, RowResult result, Outcome predicted, bool mayBeRepeated)
    {
        Rows++;
        _predicted[predicted]++;
        var isStoredBefore = mayBeRepeated && predicted == Outcome.Accepted && result.Outcome is Outcome.Duplicate or Outcome.Late;
        if (isStoredBefore)
            StoredBefore++;
        else if (result.Outcome != predicted || result.Id != ReadingIds.Of(row))
            Differences.Add($"line {row.Line} ({row.Park}, {row.Time}, {row.Occupied}): {result.Outcome} instead of {predicted}. {result.Reason}");
        var outcome = isStoredBefore ? Outcome.Accepted : result.Outcome;
        var key = (outcome, outcome switch
        {
            Outcome.Late => Moments().Replace(result.Reason ?? "", "…"),
            Outcome.Rejected => result.Reason ?? "",
            _ => "",
        });
        var known = _rows.GetValueOrDefault(key, (0, $"line {row.Line}: {(row.At is null ? $"time '{row.Time}'" : $"'{row.Occupied}'")}"));
        _rows[key] = (known.Item1 + 1, known.Item2);
    }

    /// <summary>Prints outcomes, each with its reasons.</summary>
    public void Print(TextWriter output)
    {
        List<string[]> lines = [];
        foreach (var outcome in Enum.GetValues<Outcome>())
        {
            var reasons = _rows.Where(row => row.Key.Outcome == outcome).ToList();
            lines.Add([outcome.ToString().ToLowerInvariant(), Number(reasons.Sum(row => row.Value.Rows)), Number(_predicted[outcome])]);
            lines.AddRange(reasons.Where(row => row.Key.Reason.Length > 0)
                .Select(row => new[] { $"  {row.Key.Reason} ({row.Value.Example})", Number(row.Value.Rows), "" }));
        }

        lines.Add(["rows", Number(Rows), Number(_predicted.Values.Sum())]);
        TextTable.Print(output, ["outcome", "rows", "predicted"], lines);
        if (StoredBefore > 0)
            output.WriteLine($"{Number(StoredBefore)} of the accepted rows were stored although their first answer was lost: when they came again they had no second effect.");
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}T[0-9:.]+Z")]
    private static partial Regex Moments();
}
