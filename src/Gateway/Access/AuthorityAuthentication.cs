using System.Security.Claims;
using LiveParking.Tokens;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Validates access tokens of an OpenID Connect authority with the stock handler, which reads the authority's keys and follows their rotation. The claims
/// that the options name become those of an own token; all others are left out.
/// </summary>
internal static class AuthorityAuthentication
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <summary>Keys are read again for a token of an unknown key, at most this often.</summary>
    private static readonly TimeSpan KeyRefresh = TimeSpan.FromSeconds(1);

    /// <summary>Keys are read again after this time in any case.</summary>
    private static readonly TimeSpan KeyAge = TimeSpan.FromMinutes(5);

    /// <summary>Sets how the JWT bearer handler reads and validates a token of the authority.</summary>
    public static void Configure(JwtBearerOptions options, AuthOptions auth, TokenTrust trust, ValidatedTokenCache cache, LocationGroups groups)
    {
        options.Authority = auth.Authority;
        options.Audience = auth.Audience;
        // The validator allows plain HTTP on loopback only.
        options.RequireHttpsMetadata = auth.Authority.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
        options.MapInboundClaims = false;
        options.RefreshInterval = KeyRefresh;
        options.AutomaticRefreshInterval = KeyAge;
        options.TokenValidationParameters.ClockSkew = ClockSkew;
        options.TokenValidationParameters.RoleClaimType = TokenClaims.Role;
        // A symmetric key would be the client's secret.
        options.TokenValidationParameters.ValidAlgorithms =
        [
            SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
            SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        ];
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = context =>
            {
                if (SentToken.IsAmbiguous(context.Request))
                    context.Fail(new SecurityTokenException("There is more than one Authorization header."));
                else
                    context.Token = SentToken.InAddress(context.Request);
                return Task.CompletedTask;
            },
            OnTokenValidated = context =>
            {
                Accept(context, auth, trust, cache, groups);
                return Task.CompletedTask;
            },
        };
    }

    private static void Accept(TokenValidatedContext context, AuthOptions auth, TokenTrust trust, ValidatedTokenCache cache, ILocationGroups groups)
    {
        if (context is not { Principal: { } user, Properties.ExpiresUtc: { } expires, SecurityToken: JsonWebToken { SigningKey: { } signing } token }
            || user.FindFirst(TokenClaims.Subject)?.Value is not { Length: > 0 })
        {
            context.Fail(new SecurityTokenException("The token of the authority has no expiry, no key or no subject."));
            return;
        }

        if (trust.IssuerVersion is null)
        {
            context.Fail(new IssuerUnknownException());
            return;
        }

        var accepted = new AcceptedToken(
            AcceptedToken.HashOf(token),
            expires,
            new TokenKey(signing.KeyId ?? "", signing),
            user.FindFirst(TokenClaims.Id)?.Value,
            user.FindFirst(TokenClaims.Subject)?.Value,
            token.IssuedAt == DateTime.MinValue ? DateTimeOffset.MinValue : new DateTimeOffset(token.IssuedAt, TimeSpan.Zero))
        {
            FromAuthority = token.EncodedToken,
        };
        if (trust.RefusalOf(accepted) is { } refusal)
        {
            context.Fail(new RevokedTokenException(refusal.Detail));
            return;
        }

        var principal = new TokenPrincipal(new ClaimsPrincipal(new ClaimsIdentity(AuthorityClaims.Map(user, auth), context.Scheme.Name)), accepted, groups);
        context.Principal = principal;
        cache.Remember(token.EncodedToken, principal, ClockSkew);
    }
}
