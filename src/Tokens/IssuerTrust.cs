using System.Collections.Frozen;
using System.Security.Cryptography;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Tokens;

/// <summary>What the issuer has said: its keys, and what was revoked. Immutable.</summary>
internal sealed class IssuerTrust
{
    private readonly FrozenSet<string> _revokedTokens;
    private readonly FrozenDictionary<string, DateTimeOffset> _revokedSubjects;

    private IssuerTrust(string? version, FrozenDictionary<string, TokenKey> keys, IReadOnlyList<TokenRevocation> revocations)
    {
        (Version, Keys) = (version, keys);
        _revokedTokens = revocations.Select(revocation => revocation.TokenId).OfType<string>().ToFrozenSet(StringComparer.Ordinal);
        _revokedSubjects = revocations.Where(revocation => revocation.Subject is not null)
            .GroupBy(revocation => revocation.Subject!, StringComparer.Ordinal)
            .ToFrozenDictionary(subject => subject.Key, subject => subject.Max(revocation => revocation.At), StringComparer.Ordinal);
    }

    /// <summary>The issuer has said nothing yet.</summary>
    public static IssuerTrust None { get; } = new(null, FrozenDictionary<string, TokenKey>.Empty, []);

    /// <summary>The version of what it said; null for <see cref="None"/>.</summary>
    public string? Version { get; }

    /// <summary>Its public keys by their ids.</summary>
    public FrozenDictionary<string, TokenKey> Keys { get; }

    /// <summary>A silo without a folder of keys does not know them: the ones of the answer before stay.</summary>
    public static IssuerTrust Of(TokenVerification verification, IssuerTrust before) => new(
        verification.Version,
        verification.Keys?.Select(Read).OfType<TokenKey>().DistinctBy(key => key.Id).ToFrozenDictionary(key => key.Id, StringComparer.Ordinal) ?? before.Keys,
        verification.Revocations);

    /// <summary>Whether a token was revoked.</summary>
    /// <param name="id">The <c>jti</c> of the token.</param>
    /// <param name="subject">The <c>sub</c> of the token.</param>
    /// <param name="issuedAt">The <c>iat</c> of the token.</param>
    public bool IsRevoked(string? id, string? subject, DateTimeOffset issuedAt) =>
        (id is not null && _revokedTokens.Contains(id))
        || (subject is not null && _revokedSubjects.TryGetValue(subject, out var at) && issuedAt <= at);

    /// <summary>A key of a kind that this release does not know verifies nothing here.</summary>
    private static TokenKey? Read(string json)
    {
        try
        {
            return PublicKeyJson.Read(json);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}
