using System.Globalization;

namespace LiveParking.SystemTests.Clients;

/// <summary>The values of <c>/metrics</c> at one moment.</summary>
public sealed class Metrics
{
    private readonly IReadOnlyList<string> _lines;

    private Metrics(IReadOnlyList<string> lines) => _lines = lines;

    /// <summary>Reads them.</summary>
    public static async Task<Metrics> ReadAsync(Api api) => new((await api.GetAsync("/metrics")).Text.Split('\n'));

    /// <summary>The sum of all series of a metric that have all these labels; 0 when there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="labels">Such as <c>rung="low"</c>.</param>
    public double Sum(string name, params string[] labels) =>
        _lines.Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{')
            .Where(line => Array.TrueForAll(labels, label => line.Contains(label, StringComparison.Ordinal)))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    /// <summary>All lines whose name begins so, for messages.</summary>
    public string Lines(string beginning) => string.Join('\n', _lines.Where(line => line.StartsWith(beginning, StringComparison.Ordinal)));
}
