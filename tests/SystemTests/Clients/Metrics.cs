using System.Globalization;

namespace LiveParking.SystemTests.Clients;

/// <summary>The values of <c>/metrics</c> at one moment.</summary>
public sealed class Metrics
{
    private readonly IReadOnlyList<string> _lines;

    private Metrics(IReadOnlyList<string> lines) => _lines = lines;

    /// <summary>Reads them.</summary>
    /// <param name="management">The management port of the program.</param>
    public static async Task<Metrics> ReadAsync(Uri management)
    {
        using var api = new Api(management);
        return new((await api.GetAsync("/metrics")).Text.Split('\n'));
    }

    /// <summary>The sum of all series of a metric that have all these labels; 0 when there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="labels">Such as <c>rung="low"</c>.</param>
    public double Sum(string name, params string[] labels) =>
        _lines.Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{')
            .Where(line => Array.TrueForAll(labels, label => line.Contains(label, StringComparison.Ordinal)))
            .Sum(ValueOf);

    /// <summary>A line is a name, labels in braces, a value and perhaps a time.</summary>
    private static double ValueOf(string line) =>
        double.Parse(line[(Math.Max(line.IndexOf(' ', StringComparison.Ordinal), line.IndexOf("} ", StringComparison.Ordinal) + 1) + 1)..].Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>All lines whose name begins so, for messages.</summary>
    public string Lines(string beginning) => string.Join('\n', _lines.Where(line => line.StartsWith(beginning, StringComparison.Ordinal)));
}
