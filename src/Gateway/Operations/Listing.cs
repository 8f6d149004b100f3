namespace LiveParking.Gateway.Operations;

/// <summary>
/// What a grain has listed since it began to count anew. Something that was known before, and is not listed although the list is complete, is gone. While
/// the list is not complete it stays: a grain that has just started does not know everything yet.
/// </summary>
internal sealed class Listing
{
    private HashSet<string>? _listed;

    /// <summary>Takes an answer.</summary>
    /// <param name="isWhole">Whether the grain counts anew.</param>
    /// <param name="isComplete">Whether the grain knows everything.</param>
    /// <param name="changed">The ids in the answer.</param>
    /// <param name="held">What is known here.</param>
    /// <returns>What is gone.</returns>
    public IReadOnlyList<string> Take(bool isWhole, bool isComplete, IEnumerable<string> changed, IEnumerable<string> held)
    {
        if (isWhole)
            _listed = new HashSet<string>(StringComparer.Ordinal);
        _listed?.UnionWith(changed);
        if (!isComplete || _listed is not { } listed)
            return [];
        _listed = null;
        return [.. held.Where(id => !listed.Contains(id))];
    }
}
