using System.Security.Cryptography;
using System.Text;
using LiveParking.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LiveParking.Gateway.Access;

/// <summary>The validity of an accepted token: its expiry, the key that signed it, and by what it can be revoked.</summary>
/// <param name="Hash">Unique for the token, computed from its signed part: see <see cref="HashOf"/>.</param>
/// <param name="ExpiresAt">The <c>exp</c> of the token, without clock skew.</param>
/// <param name="Key">The key that signed it.</param>
/// <param name="Id">The <c>jti</c> of the token; null for one of an earlier release.</param>
/// <param name="Subject">The <c>sub</c> of the token.</param>
/// <param name="IssuedAt">The <c>iat</c> of the token.</param>
internal sealed record AcceptedToken(string Hash, DateTimeOffset ExpiresAt, TokenKey Key, string? Id, string? Subject, DateTimeOffset IssuedAt)
{
    /// <summary>The token itself when an OpenID Connect authority issued it; null for one of the own issuer.</summary>
    public string? FromAuthority { get; init; }

    /// <summary>
    /// A hash of header and payload, which the signature covers. The signature is left out: base64 can encode it in several ways, and each would give
    /// another hash.
    /// </summary>
    public static string HashOf(JsonWebToken token) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{token.EncodedHeader}.{token.EncodedPayload}")));
}
