using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>Registers token authentication.</summary>
internal static class AccessServiceCollectionExtensions
{
    /// <summary>Allowed clock difference between two machines. It applies to new requests only, not to running work.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <summary>Accepts tokens signed by one of the keys in the folder that the options name.</summary>
    public static IServiceCollection AddGatewayAccess(this IServiceCollection services)
    {
        services.AddSingleton(provider => new TokenKeys(
            provider.GetRequiredService<IOptions<GatewayOptions>>().Value.KeysFolder, provider.GetRequiredService<ILogger<TokenKeys>>()));
        services.AddHostedService<TokenKeyRefresh>();
        services.AddSingleton<AccessMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<AccessMonitor>());
        services.AddSingleton<HubAccessFilter>();
        services.AddSingleton<HubPermissionFilter>();
        services.AddSingleton<KnownTokens>();
        services.AddSingleton(provider => new TokenIssuer(provider.GetRequiredService<TokenKeys>(), provider.GetRequiredService<TimeProvider>()));
        // Authentication registers data protection. Nothing here is protected with it, so its keys are not written to disk.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthorizationBuilder().SetFallbackPolicy(EndpointPermissions.Policy);
        services.AddSingleton<EndpointPermissions>();
        services.AddSingleton<IAuthorizationHandler>(provider => provider.GetRequiredService<EndpointPermissions>());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler>(provider => provider.GetRequiredService<EndpointPermissions>());
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<TokenKeys, KnownTokens>(Configure);
        return services;
    }

    private static void Configure(JwtBearerOptions options, TokenKeys keys, KnownTokens known)
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
                if (!known.TryPass(context, inAddress ?? SentToken.InHeader(context.Request)))
                    context.Token = inAddress;
                return Task.CompletedTask;
            },
            OnTokenValidated = context =>
            {
                Accept(context, keys, known);
                return Task.CompletedTask;
            },
        };
    }

    private static void Accept(TokenValidatedContext context, TokenKeys keys, KnownTokens known)
    {
        if (context is not { Principal: { } user, Properties.ExpiresUtc: { } expires, SecurityToken: JsonWebToken { SigningKey: { } signing } token }
            || keys.Find(signing.KeyId) is not { } key || !ReferenceEquals(key.Key, signing))
        {
            context.Fail(new SecurityTokenSignatureKeyNotFoundException("The key was removed while the token was validated."));
            return;
        }

        var principal = new TokenPrincipal(user, new AcceptedToken(AcceptedToken.IdOf(token), expires, key));
        context.Principal = principal;
        known.Remember(token.EncodedToken, principal, ClockSkew);
    }
}
