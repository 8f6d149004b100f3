using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LiveParking.Gateway.Access;

/// <summary>The validity of an accepted token: its expiry, and the key that signed it.</summary>
/// <param name="Id">Unique id of the token, computed from its signed part: see <see cref="IdOf"/>.</param>
/// <param name="ExpiresAt">The <c>exp</c> of the token, without clock skew.</param>
/// <param name="Key">The key that signed it.</param>
internal sealed record AcceptedToken(string Id, DateTimeOffset ExpiresAt, TokenKey Key)
{
    /// <summary>
    /// A hash of header and payload, which the signature covers. The signature is left out: base64 can encode it in several ways, and each would give
    /// another id.
    /// </summary>
    public static string IdOf(JsonWebToken token) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{token.EncodedHeader}.{token.EncodedPayload}")));
}
