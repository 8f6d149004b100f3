using System.Collections.Frozen;

namespace LiveParking.Tokens;

/// <summary>The valid keys of a folder at one moment.</summary>
internal sealed class TokenKeyRing
{
    private readonly FrozenDictionary<string, TokenKey> _keys;

    /// <param name="files">The files by their paths, sorted by name.</param>
    public TokenKeyRing(IReadOnlyList<KeyValuePair<string, TokenKeyFile>> files)
    {
        Files = files.ToFrozenDictionary(StringComparer.Ordinal);
        // Two copies of a key are one key.
        _keys = files.Select(file => file.Value.Key).DistinctBy(key => key.Id).ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);
        Newest = files.Select(file => file.Value.Key).LastOrDefault(key => key.CanSign);
    }

    /// <summary>The files from which the keys were read.</summary>
    public FrozenDictionary<string, TokenKeyFile> Files { get; }

    /// <summary>The signing key; null when no key can sign.</summary>
    public TokenKey? Newest { get; }

    /// <summary>All keys.</summary>
    public IReadOnlyCollection<TokenKey> Keys => _keys.Values;

    /// <summary>The key with this id; null when it is not found.</summary>
    public TokenKey? Find(string? id) => id is null ? null : _keys.GetValueOrDefault(id);

    /// <summary>Whether another ring has the same key objects.</summary>
    public bool HasSameKeys(TokenKeyRing other) =>
        _keys.Count == other._keys.Count && _keys.Values.All(key => ReferenceEquals(other.Find(key.Id), key));
}
