using System.Globalization;
using System.Text.RegularExpressions;
using LiveParking.OpeningHours;

namespace LiveParking.UnitTests.OpeningHours;

/// <summary>
/// The results of opening_hours.js 3.8.0, the evaluator that maps use, for 73 texts at 500 moments each: a text, a tab, and the states as counted
/// letters (<c>12O3C</c>: 12 times open, 3 times closed; <c>?</c> is unknown).
/// </summary>
public sealed partial class EvaluationTests
{
    public static TheoryData<string, string> Evaluations()
    {
        using var resource = typeof(EvaluationTests).Assembly.GetManifestResourceStream("evaluations.tsv")!;
        using var reader = new StreamReader(resource);
        var data = new TheoryData<string, string>();
        while (reader.ReadLine() is { } line)
            data.Add(line.Split('\t')[0], line.Split('\t')[1]);
        return data;
    }

    [Theory, MemberData(nameof(Evaluations))]
    public void State_at_is_what_maps_say(string text, string expected)
    {
        Assert.True(OpeningSchedule.TryParse(text, out var hours, out var fault), fault);

        var states = Moments().Select(moment => hours.StateAt(moment, TimeZoneInfo.Utc) switch
        {
            OpeningState.Open => 'O',
            OpeningState.Unknown => '?',
            _ => 'C',
        });

        var wanted = Runs().Matches(expected).SelectMany(run => Enumerable.Repeat(
            run.Groups[2].Value[0], run.Groups[1].Length == 0 ? 1 : int.Parse(run.Groups[1].Value, CultureInfo.InvariantCulture)));
        Assert.Equal(
            string.Join('\n', Moments().Zip(wanted, (moment, state) => $"{moment:ddd yyyy-MM-dd HH:mm} {state}")),
            string.Join('\n', Moments().Zip(states, (moment, state) => $"{moment:ddd yyyy-MM-dd HH:mm} {state}")));
    }

    /// <summary>Seventeen days in small steps, then two years in large ones.</summary>
    private static IEnumerable<DateTimeOffset> Moments() =>
        Enumerable.Range(0, 260).Select(i => new DateTimeOffset(2026, 11, 20, 0, 10, 0, TimeSpan.Zero).AddMinutes(97 * i))
            .Concat(Enumerable.Range(0, 240).Select(i => new DateTimeOffset(2026, 1, 1, 3, 10, 0, TimeSpan.Zero).AddMinutes(4758 * i)));

    [GeneratedRegex(@"(\d*)([OC?])")]
    private static partial Regex Runs();
}
