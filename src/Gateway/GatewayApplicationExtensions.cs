using LiveParking.Gateway.Access;
using LiveParking.Gateway.Api;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Health;
using LiveParking.Gateway.Hosting;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.Page;
using LiveParking.Gateway.Sockets;
using LiveParking.Gateway.Uplinks;
using LiveParking.Hosting.Settings;
using Microsoft.Extensions.Options;
using LiveParking.Tokens;

namespace LiveParking.Gateway;

/// <summary>Maps a gateway in a web application.</summary>
public static class GatewayApplicationExtensions
{
    /// <summary>Maps all endpoints of a gateway that <see cref="GatewayServiceCollectionExtensions"/> added.</summary>
    /// <exception cref="MappingException">The mapping file is invalid.</exception>
    /// <exception cref="TokenKeyException">The folder of token keys can't be read, or no file in it is a key.</exception>
    /// <exception cref="OptionsValidationException">Options are invalid; it lists every error.</exception>
    public static WebApplication MapLiveParkingGateway(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (OptionFaults.Find(app.Services) is { Count: > 0 } faults)
            throw new OptionsValidationException("", typeof(GatewayOptions), faults);
        app.Services.GetRequiredService<TokenTrust>().RefreshFolder();
        _ = app.Services.GetRequiredService<UplinkMappings>();

        app.UseMiddleware<UntrustedProxyWarning>();
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseGatewayHsts();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => context.HttpContext.RequestServices.GetRequiredService<ProblemHandler>().AnswerBareAsync(context.HttpContext));
        // CORS answers preflights, so the limiter counts them before CORS. The limiter counts all other requests after CORS, so that pages can read a
        // 429.
        app.UseWhen(CorsExtensions.IsPreflight, preflights => preflights.UseRateLimiter());
        app.UseCors();
        app.UseWhen(IsHub, hubs => hubs.Use((http, next) =>
        {
            http.AllowSlowReader(gracePeriod: null);
            return next(http);
        }).UseDirectUpgrades());
        app.UseWebSockets();
        app.UseAuthentication();
        // Before everything that rejects requests: a rejected request counts, and one with a rejected token counts for its address.
        app.UseRateLimiter();
        app.UseWhen(IsHub, hubs => hubs.UseMiddleware<HubOrigins>());
        app.UseMiddleware<RefusedTokenMiddleware>();
        app.UseAuthorization();
        app.UseMiddleware<HubConnectionMiddleware>();

        app.MapGatewayHubs();
        var api = app.MapGroup("/api/v1");
        api.MapOverview();
        api.MapLocations();
        api.MapLevels();
        api.MapSites();
        api.MapReadings();
        api.MapSensors();
        api.MapCorrections();
        api.MapHistory();
        api.MapUplinks();
        api.MapQuarantine();
        api.MapTokens();
        api.MapSignIn();
        api.MapAudit();
        api.MapAlarms();
        api.MapAlarmLimits();
        api.MapNotifications();
        api.MapWebhooks();
        api.MapCameras();
        app.MapKeySet();
        app.MapGatewayHealth();
        app.MapGatewayDocumentation();
        app.MapStaticPage();
        return app;
    }

    private static bool IsHub(HttpContext http) => http.Request.Path.StartsWithSegments("/hubs");
}
