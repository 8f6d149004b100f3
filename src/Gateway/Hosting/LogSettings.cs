namespace LiveParking.Gateway.Hosting;

/// <summary>Keeps out of logs what does not belong there: tokens, and refusals that only their callers need to know.</summary>
internal static class LogSettings
{
    /// <summary>Logs the address of every request, and with it the tokens of hubs and pictures.</summary>
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Logs why each token was refused; the answer says so already.</summary>
    private const string TokenLog = "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerHandler";

    /// <summary>
    /// Logs every refusal of a hub's method as a failure, with its stack. What nobody foresaw is logged by <see cref="Errors.HubErrorFilter"/>, and for
    /// streams by the hub.
    /// </summary>
    private const string HubCallLog = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    public static IServiceCollection AddGatewayLogging(this IServiceCollection services) =>
        // After all other settings: no configuration turns these on by accident.
        services.PostConfigure<LoggerFilterOptions>(filter =>
        {
            filter.Rules.Add(new LoggerFilterRule(null, RequestLog, LogLevel.Warning, null));
            filter.Rules.Add(new LoggerFilterRule(null, TokenLog, LogLevel.Warning, null));
            filter.Rules.Add(new LoggerFilterRule(null, HubCallLog, LogLevel.Critical, null));
        });
}
