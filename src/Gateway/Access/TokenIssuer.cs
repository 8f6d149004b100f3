using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>Issues tokens with the newest key of a folder.</summary>
public sealed class TokenIssuer
{
    private readonly TokenKeys _keys;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates an issuer that uses the keys of a folder. A missing folder is created.</summary>
    /// <param name="keysFolder">The folder; the gateways must use the same one.</param>
    /// <param name="timeProvider">The clock for token expiry.</param>
    public TokenIssuer(string keysFolder, TimeProvider timeProvider)
        : this(new TokenKeys(keysFolder), timeProvider)
    {
    }

    internal TokenIssuer(TokenKeys keys, TimeProvider timeProvider) => (_keys, _timeProvider) = (keys, timeProvider);

    /// <summary>Issues a token.</summary>
    /// <param name="role">The role of its bearer.</param>
    /// <param name="locations">The allowed locations; an empty list or <c>*</c> means all.</param>
    /// <param name="lifetime">How long it is valid.</param>
    /// <param name="subject">The owner, for audit records; the role and eight random digits when absent.</param>
    /// <exception cref="TokenKeyException">The key folder can't be read or created.</exception>
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

        var now = _timeProvider.GetUtcNow().UtcDateTime;
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
