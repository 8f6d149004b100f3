using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Validates the token of a request: its signature, issuer, audience and expiry. Recently validated tokens are looked up in
/// <see cref="ValidatedTokenCache"/>.
/// </summary>
internal static class TokenAuthentication
{
    /// <summary>Allowed clock difference between two machines. It applies to new requests only, not to running work.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <summary>Sets how the JWT bearer handler reads and validates a token.</summary>
    public static void Configure(JwtBearerOptions options, TokenKeys keys, ValidatedTokenCache cache)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = TokenClaims.Issuer,
            ValidAudience = TokenClaims.Audience,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKeyResolver = (_, _, id, _) => keys.Find(id) is { } key ? [key.Key] : [],
            ClockSkew = ClockSkew,
            RoleClaimType = TokenClaims.Role,
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = context =>
            {
                if (SentToken.IsAmbiguous(context.Request))
                {
                    context.Fail(new SecurityTokenException("There is more than one Authorization header."));
                    return Task.CompletedTask;
                }

                // Browsers can't set headers on WebSocket and image requests. Other endpoints accept no token in the URL.
                var inAddress = SentToken.InAddress(context.Request);
                if (!cache.TryAuthenticate(context, inAddress ?? SentToken.InHeader(context.Request)))
                    context.Token = inAddress;
                return Task.CompletedTask;
            },
            OnTokenValidated = context =>
            {
                Accept(context, keys, cache);
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>Attaches the signing key to the principal of a valid token, and caches the token.</summary>
    private static void Accept(TokenValidatedContext context, TokenKeys keys, ValidatedTokenCache cache)
    {
        if (context is not { Principal: { } user, Properties.ExpiresUtc: { } expires, SecurityToken: JsonWebToken { SigningKey: { } signing } token }
            || keys.Find(signing.KeyId) is not { } key || !ReferenceEquals(key.Key, signing))
        {
            context.Fail(new SecurityTokenSignatureKeyNotFoundException("The key was removed while the token was validated."));
            return;
        }

        var principal = new TokenPrincipal(user, new AcceptedToken(AcceptedToken.IdOf(token), expires, key));
        context.Principal = principal;
        cache.Remember(token.EncodedToken, principal, ClockSkew);
    }
}
