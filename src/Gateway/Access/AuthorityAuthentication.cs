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
    /// <summary>Keys are read again for a token of an unknown key, at most this often.</summary>
    private static readonly TimeSpan KeyRefresh = TimeSpan.FromSeconds(1);

    /// <summary>Keys are read again after this time in any case.</summary>
    private static readonly TimeSpan KeyAge = TimeSpan.FromMinutes(5);

    /// <summary>Sets how the JWT bearer handler reads and validates a token of the authority.</summary>
    public static void Configure(JwtBearerOptions options, AuthOptions auth, TokenAcceptance acceptance)
    {
        options.Authority = auth.Authority;
        options.Audience = auth.Audience;
        // The validator allows plain HTTP on loopback only.
        options.RequireHttpsMetadata = auth.Authority.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
        options.MapInboundClaims = false;
        options.RefreshInterval = KeyRefresh;
        options.AutomaticRefreshInterval = KeyAge;
        options.TokenValidationParameters.ClockSkew = TokenValidation.ClockSkew;
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
                Accept(context, auth, acceptance);
                return Task.CompletedTask;
            },
        };
    }

    private static void Accept(TokenValidatedContext context, AuthOptions auth, TokenAcceptance acceptance)
    {
        if (context is { Principal: { } user, Properties.ExpiresUtc: not null, SecurityToken: JsonWebToken { SigningKey: { } signing } token }
            && user.FindFirst(TokenClaims.Subject)?.Value is { Length: > 0 })
        {
            var caller = new ClaimsPrincipal(new ClaimsIdentity(AuthorityClaims.Map(user, auth), context.Scheme.Name));
            acceptance.Accept(context, token, new TokenKey(signing.KeyId ?? "", signing), caller, isFromAuthority: true);
        }
        else
        {
            context.Fail(new SecurityTokenException("The token of the authority has no expiry, no key or no subject."));
        }
    }
}
