using LiveParking.Tokens;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Validates the token of a request: its signature, issuer, audience and expiry, and that it was not revoked. Recently validated tokens are looked up
/// in <see cref="ValidatedTokenCache"/>.
/// </summary>
internal static class TokenAuthentication
{
    /// <summary>Allowed clock difference between two machines. It applies to new requests only, not to running work.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <summary>Sets how the JWT bearer handler reads and validates a token.</summary>
    public static void Configure(JwtBearerOptions options, TokenTrust trust, TokenTrustRefresh refresh, ValidatedTokenCache cache, LocationGroups groups)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = TokenClaims.Issuer,
            ValidAudience = TokenClaims.Audience,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.HmacSha256],
            IssuerSigningKeyResolver = (_, _, id, _) => trust.Find(id) is { } key ? [key.Key] : [],
            ClockSkew = ClockSkew,
            RoleClaimType = TokenClaims.Role,
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = async context =>
            {
                if (SentToken.IsAmbiguous(context.Request))
                {
                    context.Fail(new SecurityTokenException("There is more than one Authorization header."));
                    return;
                }

                // Browsers can't set headers on WebSocket and image requests. Other endpoints accept no token in the URL.
                var inAddress = SentToken.InAddress(context.Request);
                if (cache.TryAuthenticate(context, inAddress ?? SentToken.InHeader(context.Request)))
                    return;
                context.Token = inAddress;
                if (HasUnknownKey(inAddress ?? SentToken.InHeader(context.Request), trust))
                    await refresh.RefreshAsync();
            },
            OnTokenValidated = context =>
            {
                Accept(context, trust, cache, groups);
                return Task.CompletedTask;
            },
        };
    }

    private static bool HasUnknownKey(ReadOnlySpan<char> token, TokenTrust trust)
    {
        if (token.Length is 0 or > ValidatedTokenCache.MaxTokenLength)
            return false;
        try
        {
            return trust.Find(new JsonWebToken(token.ToString()).Kid) is null;
        }
        catch (ArgumentException)
        {
            // It is not a token. The handler says so.
            return false;
        }
    }

    /// <summary>Attaches the signing key to the principal of a valid token, and caches the token.</summary>
    private static void Accept(TokenValidatedContext context, TokenTrust trust, ValidatedTokenCache cache, ILocationGroups groups)
    {
        if (context is not { Principal: { } user, Properties.ExpiresUtc: { } expires, SecurityToken: JsonWebToken { SigningKey: { } signing } token }
            || trust.Find(signing.KeyId) is not { } key || !ReferenceEquals(key.Key, signing))
        {
            context.Fail(new SecurityTokenSignatureKeyNotFoundException("The key was removed while the token was validated."));
            return;
        }

        var accepted = new AcceptedToken(
            AcceptedToken.HashOf(token),
            expires,
            key,
            user.FindFirst(TokenClaims.Id)?.Value,
            user.FindFirst(TokenClaims.Subject)?.Value,
            token.IssuedAt == DateTime.MinValue ? DateTimeOffset.MinValue : new DateTimeOffset(token.IssuedAt, TimeSpan.Zero));
        if (trust.RefusalOf(accepted) is { } refusal)
        {
            context.Fail(new RevokedTokenException(refusal.Detail));
            return;
        }

        var principal = new TokenPrincipal(user, accepted, groups);
        context.Principal = principal;
        cache.Remember(token.EncodedToken, principal, ClockSkew);
    }
}

/// <summary>The token was revoked.</summary>
internal sealed class RevokedTokenException(string? message) : SecurityTokenException(message);
