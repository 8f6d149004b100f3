using System.Collections.Concurrent;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Which tokens are valid: their keys come from the issuer in the cluster and from the gateway's own folder, and what was revoked comes from the issuer.
/// Asking never leaves the process. Thread-safe.
/// </summary>
/// <param name="folder">Keys of the gateway's own folder: public keys, and secrets of earlier releases.</param>
/// <param name="acceptsLegacy">Whether secrets of earlier releases count.</param>
/// <param name="timeProvider">The clock for expiry.</param>
internal sealed class TokenTrust(TokenKeys folder, bool acceptsLegacy, TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _inactive = new(StringComparer.Ordinal);
    private volatile IssuerTrust _issuer = IssuerTrust.None;

    /// <summary>Raised when keys or revocations have changed.</summary>
    public event Action? Changed
    {
        add
        {
            folder.Changed += value;
            IssuerChanged += value;
        }

        remove
        {
            folder.Changed -= value;
            IssuerChanged -= value;
        }
    }

    private event Action? IssuerChanged;

    /// <summary>The version of what the issuer has said; null when it has said nothing yet.</summary>
    public string? IssuerVersion => _issuer.Version;

    /// <summary>The public keys with which tokens are verified, each as a JSON Web Key (RFC 7517).</summary>
    public IReadOnlyList<string> PublicKeys =>
        [.. folder.Keys.Concat(_issuer.Keys.Values).Where(key => !key.IsLegacy).DistinctBy(key => key.Id).Select(key => key.ToPublicJson()).Order(StringComparer.Ordinal)];

    /// <summary>The key with this id; null when it is not, or no longer, accepted.</summary>
    public TokenKey? Find(string? id)
    {
        if (id is null)
            return null;
        return folder.Find(id) is { } key && (acceptsLegacy || !key.IsLegacy) ? key : _issuer.Keys.GetValueOrDefault(id);
    }

    /// <summary>Reads the gateway's own folder again.</summary>
    public void RefreshFolder() => folder.Refresh();

    /// <summary>Takes over what the issuer says.</summary>
    public void Apply(TokenVerification verification)
    {
        _issuer = IssuerTrust.Of(verification, _issuer);
        IssuerChanged?.Invoke();
    }

    /// <summary>The authority no longer accepts a token that it issued.</summary>
    public void Deactivate(AcceptedToken token)
    {
        foreach (var (hash, expiresAt) in _inactive)
        {
            if (expiresAt < timeProvider.GetUtcNow())
                _inactive.TryRemove(hash, out _);
        }

        if (_inactive.TryAdd(token.Hash, token.ExpiresAt.AddMinutes(1)))
            IssuerChanged?.Invoke();
    }

    /// <summary>Why a token is not, or no longer, valid; null while it is. No clock skew is granted.</summary>
    public ApiError? FaultOf(AcceptedToken token)
    {
        if (token.ExpiresAt <= timeProvider.GetUtcNow())
            return ApiErrors.Unauthorized("The token has expired.").Error;
        return RefusalOf(token);
    }

    /// <summary>Why a token is refused whatever its expiry; null while it is not.</summary>
    public ApiError? RefusalOf(AcceptedToken token)
    {
        if (_inactive.ContainsKey(token.Hash))
            return ApiErrors.Unauthorized("The authority no longer accepts the token.").Error;
        if (token.FromAuthority is null && !IsAccepted(token.Key))
            return ApiErrors.Unauthorized("The key that signed the token is no longer accepted.").Error;
        return _issuer.IsRevoked(token.Id, token.Subject, token.IssuedAt) ? ApiErrors.Unauthorized("The token was revoked.").Error : null;
    }

    /// <summary>
    /// A secret has the name of its file as its id, so the same id can be another secret after its file has changed. The id of any other key is its
    /// thumbprint.
    /// </summary>
    private bool IsAccepted(TokenKey key) => key.IsLegacy ? ReferenceEquals(Find(key.Id), key) : Find(key.Id) is not null;
}
