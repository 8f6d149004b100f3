using System.Security.Claims;
using System.Security.Cryptography;
using LiveParking.Grains.Interfaces.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Tokens;

/// <summary>Issues tokens, signed with ES256 (RFC 7518) by the newest key of a folder.</summary>
public sealed class TokenIssuer
{
    private const int IdDigits = 16;

    private readonly TokenKeys _keys;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates an issuer that uses the keys of a folder. A missing folder is created with a first key.</summary>
    /// <param name="keysFolder">The folder.</param>
    /// <param name="timeProvider">The clock for token expiry.</param>
    public TokenIssuer(string keysFolder, TimeProvider timeProvider)
        : this(new TokenKeys(keysFolder, TokenKeyUse.Issue), timeProvider)
    {
    }

    internal TokenIssuer(TokenKeys keys, TimeProvider timeProvider) => (_keys, _timeProvider) = (keys, timeProvider);

    /// <summary>Issues a token for locations.</summary>
    /// <param name="role">The role of its bearer.</param>
    /// <param name="locations">The allowed locations; an empty list or <c>*</c> means all.</param>
    /// <param name="lifetime">How long it is valid.</param>
    /// <param name="subject">The owner, for audit records; the role and eight random digits when absent.</param>
    /// <exception cref="TokenKeyException">The key folder can't be read or created.</exception>
    public string Issue(Role role, IReadOnlyCollection<string> locations, TimeSpan lifetime, string? subject = null) =>
        Issue(new TokenRequest(role, lifetime, subject) { Scope = new TokenScope { Locations = [.. locations] } }, "").Token;

    /// <summary>Issues a token. Does not check the request: see <see cref="TokenRequestRules"/>.</summary>
    /// <param name="request">What the token is for.</param>
    /// <param name="issuedBy">Who has it issued.</param>
    /// <param name="after">The token is issued after this time: tokens that were issued to its subject until then are revoked.</param>
    /// <exception cref="TokenKeyException">The key folder can't be read or created.</exception>
    public IssuedToken Issue(TokenRequest request, string issuedBy, DateTimeOffset? after = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var word = TokenClaims.Word(request.Role);
        var now = WholeSeconds(_timeProvider.GetUtcNow());
        var issuedAt = after >= now ? WholeSeconds(after.Value) + TimeSpan.FromSeconds(1) : now;
        var record = new TokenRecord(
            RandomNumberGenerator.GetHexString(IdDigits, lowercase: true),
            request.Subject ?? $"{word}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}",
            request.Role,
            request.Scope.IsEverywhere ? request.Scope with { Locations = [TokenClaims.EveryLocation], Groups = [] } : request.Scope,
            issuedAt,
            now + request.Lifetime,
            issuedBy);
        List<Claim> claims = [new(TokenClaims.Role, word), new(TokenClaims.Subject, record.Subject), new(TokenClaims.Id, record.Id)];
        Add(TokenClaims.Location, record.Scope.Locations);
        Add(TokenClaims.Group, record.Scope.Groups);
        Add(TokenClaims.Level, record.Scope.Levels);
        Add(TokenClaims.Sensor, record.Scope.Sensors);
        Add(TokenClaims.Camera, record.Scope.Cameras);
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenClaims.Issuer,
            Audience = TokenClaims.Audience,
            IssuedAt = record.IssuedAt.UtcDateTime,
            Expires = record.ExpiresAt.UtcDateTime,
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new SigningCredentials(_keys.Signing.Key, SecurityAlgorithms.EcdsaSha256),
        });
        return new IssuedToken(token, record);

        void Add(string type, IEnumerable<string> values) => claims.AddRange(values.Select(value => new Claim(type, value)));
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
