using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>Makes tokens with the newest key of a folder.</summary>
public sealed class TokenIssuer
{
    private readonly TokenKeys _keys;
    private readonly TimeProvider _time;

    /// <summary>An issuer that uses the keys of a folder, which is made when it is missing.</summary>
    /// <param name="keysFolder">The folder, the same as the gateways'.</param>
    /// <param name="time">The clock by which tokens expire.</param>
    public TokenIssuer(string keysFolder, TimeProvider time)
        : this(new TokenKeys(keysFolder), time)
    {
    }

    internal TokenIssuer(TokenKeys keys, TimeProvider time) => (_keys, _time) = (keys, time);

    /// <summary>Makes a token.</summary>
    /// <param name="role">What its bearer may do.</param>
    /// <param name="locations">Where; none, or <c>*</c>, is everywhere.</param>
    /// <param name="lifetime">How long it is good for.</param>
    /// <param name="subject">Whose it is, for records of who changed what; its role and eight random digits when absent.</param>
    /// <exception cref="TokenKeyException">The folder of keys can't be read or made.</exception>
    public string Issue(Role role, IReadOnlyCollection<string> locations, TimeSpan lifetime, string? subject = null)
    {
        ArgumentNullException.ThrowIfNull(locations);
        var word = TokenClaims.Word(role);
        var claims = new List<Claim>
        {
            new(TokenClaims.Role, word),
            new(TokenClaims.Subject, subject ?? $"{word}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}"),
        };
        var everywhere = locations.Count == 0 || locations.Contains(TokenClaims.EveryLocation);
        claims.AddRange((everywhere ? [TokenClaims.EveryLocation] : locations).Select(id => new Claim(TokenClaims.Location, id)));

        var now = _time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenClaims.Issuer,
            Audience = TokenClaims.Audience,
            IssuedAt = now,
            Expires = now + lifetime,
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new SigningCredentials(_keys.Signing.Key, SecurityAlgorithms.HmacSha256),
        });
    }
}
