using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>The readings of one request: those that go to their levels, and those that are rejected here.</summary>
internal sealed class ReadingBatch
{
    private readonly List<ReadingResult?> _results = [];
    private readonly List<int> _places = [];

    /// <summary>Those that are well formed, in their order.</summary>
    public List<Reading> Readings { get; } = [];

    /// <summary>One for each reading of the request, in their order; null where a level has yet to say.</summary>
    public IReadOnlyList<ReadingResult?> Results => _results;

    /// <summary>The level of each well-formed reading, where they name their own; otherwise empty.</summary>
    public List<LevelKey> Levels { get; } = [];

    /// <summary>How many were rejected because the caller may not report for their location.</summary>
    public int Forbidden { get; private set; }

    /// <summary>Takes the next reading, which is well formed.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="level">Its level, where it names it.</param>
    public void Accept(Reading reading, LevelKey? level = null)
    {
        Readings.Add(reading);
        if (level is { } named)
            Levels.Add(named);
        _places.Add(_results.Count);
        _results.Add(null);
    }

    /// <summary>Rejects the next reading.</summary>
    public void Reject(string id, string reason) =>
        _results.Add(new ReadingResult(
            id.Length <= ReadingFields.LongestId ? id : id[..ReadingFields.LongestId], ReadingOutcome.Rejected, reason));

    /// <summary>Rejects the next reading because the caller may not report for its location.</summary>
    public void Forbid(string id, string location)
    {
        Reject(id, $"location: the token is not for '{location}'.");
        Forbidden++;
    }

    /// <summary>Puts what was said of a well-formed reading in its place.</summary>
    /// <param name="reading">Its place in <see cref="Readings"/>.</param>
    /// <param name="result">What became of it.</param>
    public void Settle(int reading, ReadingResult result) => _results[_places[reading]] = result;

    /// <summary>Puts what a level said of all well-formed readings in their places.</summary>
    public void Settle(IReadOnlyList<ReadingResult> results)
    {
        for (var i = 0; i < results.Count; i++)
            Settle(i, results[i]);
    }
}
