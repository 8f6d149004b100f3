using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LiveParking.Gateway.Access;

/// <summary>What makes an accepted token good: until when, and by which key.</summary>
/// <param name="Id">What no other token shares, made of the part that is signed: see <see cref="IdOf"/>.</param>
/// <param name="ExpiresAt">The <c>exp</c> of the token, without clock skew.</param>
/// <param name="Key">The key that signed it.</param>
internal sealed record AcceptedToken(string Id, DateTimeOffset ExpiresAt, TokenKey Key)
{
    /// <summary>
    /// A hash of header and payload, which the signature covers. The signature is left out: base64 has several spellings of it, and each would be another id.
    /// </summary>
    public static string IdOf(JsonWebToken token) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{token.EncodedHeader}.{token.EncodedPayload}")));
}
