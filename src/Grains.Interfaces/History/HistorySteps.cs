namespace LiveParking.Grains.Interfaces.History;

/// <summary>The supported bucket lengths, as words and as spans.</summary>
public static class HistorySteps
{
    private static readonly (string Word, TimeSpan Step)[] Known =
    [
        ("1m", TimeSpan.FromMinutes(1)), ("5m", TimeSpan.FromMinutes(5)), ("10m", TimeSpan.FromMinutes(10)), ("15m", TimeSpan.FromMinutes(15)),
        ("30m", TimeSpan.FromMinutes(30)), ("1h", TimeSpan.FromHours(1)), ("2h", TimeSpan.FromHours(2)), ("3h", TimeSpan.FromHours(3)),
        ("6h", TimeSpan.FromHours(6)), ("12h", TimeSpan.FromHours(12)), ("1d", TimeSpan.FromDays(1)),
    ];

    /// <summary>All words, shortest step first.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Known.Select(known => known.Word)];

    /// <summary>Parses a word.</summary>
    public static bool TryParse(string? word, out TimeSpan step)
    {
        step = Array.Find(Known, known => known.Word == word).Step;
        return step != default;
    }

    /// <summary>The word of a step; null when the step is not supported.</summary>
    public static string? WordOf(TimeSpan step) => Array.Find(Known, known => known.Step == step).Word;
}
