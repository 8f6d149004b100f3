using System.Collections.Frozen;

namespace LiveParking.Gateway.Access;

/// <summary>The valid keys of a folder at one moment.</summary>
internal sealed class TokenKeyRing
{
    private readonly FrozenDictionary<string, TokenKey> _keys;

    /// <param name="keys">The keys, newest last.</param>
    public TokenKeyRing(IReadOnlyList<TokenKey> keys)
    {
        _keys = keys.ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);
        Newest = keys.Count == 0 ? null : keys[^1];
    }

    /// <summary>The signing key; null when the ring is empty.</summary>
    public TokenKey? Newest { get; }

    /// <summary>The key with this id; null when it is not found.</summary>
    public TokenKey? Find(string? id) => id is null ? null : _keys.GetValueOrDefault(id);

    /// <summary>Whether another ring has the same key objects.</summary>
    public bool HasSameKeys(TokenKeyRing other) =>
        _keys.Count == other._keys.Count && _keys.Values.All(key => ReferenceEquals(other.Find(key.Id), key));
}
