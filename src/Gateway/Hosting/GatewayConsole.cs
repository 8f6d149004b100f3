using LiveParking.Hosting.Programs;

namespace LiveParking.Gateway.Hosting;

/// <summary>The console of a gateway in its own process.</summary>
internal static class GatewayConsole
{
    public static void AddGatewayConsole(this WebApplicationBuilder builder)
    {
        builder.Logging.AddLiveParkingConsole();
        // The gateway itself reports why it has no connection: RetryForeverFilter.
        builder.Logging.AddFilter("Orleans.Messaging.GatewayManager", LogLevel.Critical);
        builder.Logging.AddFilter("Orleans.Messaging", LogLevel.Error);
        // A start that fails is told in one sentence: StartFailure.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => level is LogLevel.Warning or LogLevel.Error);
    }
}
