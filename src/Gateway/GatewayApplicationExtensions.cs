using LiveParking.Gateway.Access;
using LiveParking.Gateway.Api;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Health;
using LiveParking.Gateway.Hosting;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Page;
using LiveParking.Gateway.Sockets;
using LiveParking.Gateway.Uplinks;
using LiveParking.Hosting;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway;

/// <summary>Maps a gateway in a process.</summary>
public static class GatewayApplicationExtensions
{
    /// <summary>Maps all addresses of a gateway that <see cref="GatewayServiceCollectionExtensions"/> added.</summary>
    /// <exception cref="MappingException">The file of mappings can't be used.</exception>
    /// <exception cref="TokenKeyException">The keys of tokens can't be read or made.</exception>
    /// <exception cref="OptionsValidationException">Options are wrong; it lists every fault.</exception>
    public static WebApplication MapLiveParkingGateway(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (OptionFaults.Find(app.Services) is { Count: > 0 } faults)
            throw new OptionsValidationException("", typeof(GatewayOptions), faults);
        _ = app.Services.GetRequiredService<TokenKeys>().Signing;
        _ = app.Services.GetRequiredService<UplinkMappings>();

        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseGatewayHsts();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseCors();
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/hubs"), hubs => hubs.UseMiddleware<HubOrigins>().Use((http, next) =>
        {
            http.TolerateSlowReader(patience: null);
            return next(http);
        }).UseDirectUpgrades());
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseMiddleware<RefusedTokenMiddleware>();
        app.UseRateLimiter();
        app.UseMiddleware<HubConnectionMiddleware>();

        app.MapGatewayHubs();
        var api = app.MapGroup("/api/v1");
        api.MapOverview();
        api.MapLocations();
        api.MapLevels();
        api.MapReadings();
        api.MapSensors();
        api.MapCorrections();
        api.MapHistory();
        api.MapUplinks();
        api.MapQuarantine();
        api.MapCameras();
        app.MapGatewayHealth();
        app.MapGatewayMetrics();
        app.MapGatewayDocumentation();
        app.MapStaticPage();
        return app;
    }
}
