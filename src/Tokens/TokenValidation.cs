using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Tokens;

/// <summary>How a token of the own issuer is validated, wherever that is done.</summary>
internal static class TokenValidation
{
    /// <summary>Allowed clock difference between two machines. It applies to new requests only, not to running work.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <summary>The parameters: issuer, audience, algorithms, clock skew.</summary>
    /// <param name="find">Finds a key by its id; null when it is not accepted.</param>
    public static TokenValidationParameters With(Func<string?, TokenKey?> find) => new()
    {
        ValidIssuer = TokenClaims.Issuer,
        ValidAudience = TokenClaims.Audience,
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.HmacSha256],
        IssuerSigningKeyResolver = (_, _, id, _) => find(id) is { } key ? [key.Key] : [],
        ClockSkew = ClockSkew,
        RoleClaimType = TokenClaims.Role,
    };
}
