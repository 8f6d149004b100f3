namespace LiveParking.Gateway.Hosting;

/// <summary>Keeps tokens out of logs.</summary>
internal static class LogSettings
{
    /// <summary>Logs the address of every request, and with it the tokens of hubs and pictures.</summary>
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Logs why each token was refused; the answer says so already.</summary>
    private const string TokenLog = "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerHandler";

    public static IServiceCollection AddGatewayLogging(this IServiceCollection services) =>
        // After all other settings: no configuration turns these on by accident.
        services.PostConfigure<LoggerFilterOptions>(filter =>
        {
            filter.Rules.Add(new LoggerFilterRule(null, RequestLog, LogLevel.Warning, null));
            filter.Rules.Add(new LoggerFilterRule(null, TokenLog, LogLevel.Warning, null));
        });
}
