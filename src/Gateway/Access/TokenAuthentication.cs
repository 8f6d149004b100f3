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
                var mustAsk = trust.IssuerVersion is null || HasUnknownKey(inAddress ?? SentToken.InHeader(context.Request), trust);
                if (!mustAsk || SentToken.Of(context.Request).Length == 0)
                    return;
                await refresh.RefreshAsync();
                if (trust.IssuerVersion is null && HasUnknownKey(SentToken.Of(context.Request), trust))
                    context.Fail(new IssuerUnknownException());
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

        // Revoking an owner ends what was issued until now: a token of the future would escape that.
        if (token.IssuedAt > (context.Options.TimeProvider ?? TimeProvider.System).GetUtcNow().UtcDateTime + 2 * ClockSkew)
        {
            context.Fail(new SecurityTokenException("The token is from the future."));
            return;
        }

        // What was revoked is not known yet: a token that is accepted now may be one of those.
        if (trust.IssuerVersion is null)
        {
            context.Fail(new IssuerUnknownException());
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

/// <summary>The issuer has not said yet which tokens are revoked.</summary>
internal sealed class IssuerUnknownException() : SecurityTokenException("The issuer of tokens has not answered yet.");

/// <summary>The token was revoked.</summary>
internal sealed class RevokedTokenException(string? message) : SecurityTokenException(message);
