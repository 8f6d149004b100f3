namespace LiveParking.Backups;

/// <summary>The state of a grain as the store holds it: a hash.</summary>
/// <param name="Key">Grain type, grain key and name of the state: <c>level/pakuwon-basement/upper-basement/level</c>.</param>
/// <param name="Fields">The fields of the hash: <c>data</c>, JSON or empty, and <c>etag</c>.</param>
public sealed record StoredState(string Key, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Whether another state has the same key and the same fields.</summary>
    public bool Equals(StoredState? other) =>
        other is not null && Key == other.Key && Fields.Count == other.Fields.Count
        && Fields.All(field => other.Fields.TryGetValue(field.Key, out var value) && value == field.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
