namespace LiveParking.Gateway.Hosting;

/// <summary>Keeps tokens out of logs, and errors that only their callers need.</summary>
internal static class LogExtensions
{
    /// <summary>Logs every request URL, including the tokens of hub and picture requests.</summary>
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Logs why each token was rejected; the response already contains the reason.</summary>
    private const string TokenLog = "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerHandler";

    /// <summary>
    /// Logs every rejected hub call as a failure, with its stack trace. <see cref="Errors.HubErrorFilter"/> logs unexpected exceptions, and the hub
    /// logs those of streams.
    /// </summary>
    private const string HubCallLog = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    public static IServiceCollection AddGatewayLogging(this IServiceCollection services) =>
        // Runs after all other settings, so that no configuration enables these logs by accident.
        services.PostConfigure<LoggerFilterOptions>(filter =>
        {
            filter.Rules.Add(new LoggerFilterRule(null, RequestLog, LogLevel.Warning, null));
            filter.Rules.Add(new LoggerFilterRule(null, TokenLog, LogLevel.Warning, null));
            filter.Rules.Add(new LoggerFilterRule(null, HubCallLog, LogLevel.Critical, null));
        });
}
