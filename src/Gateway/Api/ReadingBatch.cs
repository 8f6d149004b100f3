using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Api;

/// <summary>The readings of one request: those that go to the level, and those that are rejected here.</summary>
/// <param name="Readings">Those that are well formed, in their order.</param>
/// <param name="Results">One for each reading of the request; null where the level has to say.</param>
internal sealed record ReadingBatch(IReadOnlyList<Reading> Readings, IReadOnlyList<ReadingResult?> Results)
{
    /// <summary>The answer to the request: what the level said, with what was rejected here in its place.</summary>
    public ReadingsAnswer Merge(ReadingsAnswer answer)
    {
        if (Readings.Count == Results.Count)
            return answer;
        var merged = new ReadingResult[Results.Count];
        var next = 0;
        for (var i = 0; i < merged.Length; i++)
            merged[i] = Results[i] ?? answer.Results[next++];
        return answer with { Results = merged };
    }
}
