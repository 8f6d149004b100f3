using LiveParking.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Access;

/// <summary>Registers authentication by tokens and authorisation by permissions.</summary>
internal static class AccessServiceCollectionExtensions
{
    /// <summary>Accepts tokens of the cluster's issuer, and those signed by a key in the folder that the options name.</summary>
    public static IServiceCollection AddGatewayAccess(this IServiceCollection services)
    {
        services.AddSingleton(provider => new TokenKeys(
            provider.GetRequiredService<IOptions<GatewayOptions>>().Value.KeysFolder, TokenKeyUse.Verify, provider.GetRequiredService<ILogger<TokenKeys>>()));
        services.AddSingleton(provider => new TokenTrust(
            provider.GetRequiredService<TokenKeys>(),
            provider.GetRequiredService<IOptions<AuthOptions>>().Value.AcceptLegacyTokens,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TokenTrustRefresh>();
        services.AddHostedService(provider => provider.GetRequiredService<TokenTrustRefresh>());
        services.AddSingleton<LocationGroups>();
        services.AddSingleton<AccessMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<AccessMonitor>());
        services.AddSingleton<HubAccessFilter>();
        services.AddSingleton<HubPermissionFilter>();
        services.AddSingleton<ValidatedTokenCache>();
        services.AddSingleton<TokenAcceptance>();
        // Authentication registers data protection. Nothing here is protected with it, so its keys are not written to disk.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        // [Authorize] on an endpoint replaces the fallback policy by the default one: it must not open the endpoint to every token.
        services.AddAuthorizationBuilder().SetFallbackPolicy(EndpointPermissions.Policy).SetDefaultPolicy(EndpointPermissions.Policy);
        services.AddSingleton<EndpointPermissions>();
        services.AddSingleton<IAuthorizationHandler>(provider => provider.GetRequiredService<EndpointPermissions>());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler>(provider => provider.GetRequiredService<EndpointPermissions>());
        services.AddAuthentication()
            .AddPolicyScheme(TokenSchemes.Either, displayName: null, _ => { })
            .AddJwtBearer(TokenSchemes.Own)
            .AddJwtBearer(TokenSchemes.Authority);
        services.AddOptions<AuthenticationOptions>().Configure<IOptions<AuthOptions>>(
            (authentication, auth) => authentication.DefaultScheme = TokenSchemes.DefaultOf(auth.Value));
        services.AddOptions<PolicySchemeOptions>(TokenSchemes.Either).Configure<ValidatedTokenCache>(
            (scheme, cache) => scheme.ForwardDefaultSelector = http => TokenSchemes.Of(http, cache));
        services.AddOptions<JwtBearerOptions>(TokenSchemes.Own)
            .Configure<TokenTrust, TokenTrustRefresh, ValidatedTokenCache, TokenAcceptance>(TokenAuthentication.Configure);
        services.AddOptions<JwtBearerOptions>(TokenSchemes.Authority)
            .Configure<IOptions<AuthOptions>, TokenAcceptance>((scheme, auth, acceptance) => AuthorityAuthentication.Configure(scheme, auth.Value, acceptance));
        services.AddHostedService<TokenIntrospection>();
        return services;
    }
}
