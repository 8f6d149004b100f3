using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>Adds the reading of tokens.</summary>
internal static class AccessServiceCollectionExtensions
{
    /// <summary>How far the clocks of two machines may be apart.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <summary>Accepts tokens signed by one of the keys in the folder that the options name.</summary>
    public static IServiceCollection AddGatewayAccess(this IServiceCollection services)
    {
        services.AddSingleton(provider => new TokenKeys(
            provider.GetRequiredService<IOptions<GatewayOptions>>().Value.KeysFolder, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<KnownTokens>();
        services.AddSingleton(provider => new TokenIssuer(provider.GetRequiredService<TokenKeys>(), provider.GetRequiredService<TimeProvider>()));
        // Comes with authentication; nothing here is protected with it, so nothing of it belongs on the disk.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
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
                // Browsers can't set headers on WebSockets and pictures; nothing else takes a token from an address.
                if (!known.TryPass(context) && context.Request.Headers.Authorization.Count == 0 && TokenInAddress.IsAllowed(context.Request.Path))
                    context.Token = context.Request.Query[TokenInAddress.Parameter];
                return Task.CompletedTask;
            },
            OnTokenValidated = context =>
            {
                known.Remember(context, ClockSkew);
                return Task.CompletedTask;
            },
        };
    }
}
