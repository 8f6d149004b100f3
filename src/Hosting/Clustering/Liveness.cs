using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace LiveParking.Hosting.Clustering;

/// <summary>
/// How quickly a lost process is detected. <c>docs/decisions/store.md</c> gives the reasons: about 2 to 3 s for a killed silo, less than 30 s for one
/// that hangs, 5 to 10 s until a silo drops a client.
/// </summary>
public static class Liveness
{
    /// <summary>Applies the settings of a silo. Also for tests with their own membership.</summary>
    public static IServiceCollection ConfigureSiloLiveness(this IServiceCollection services)
    {
        services.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 3;
            membership.NumVotesForDeathDeclaration = 2;

            // A silo without a sign of life for 3 × 5 s no longer delays a joining silo.
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            membership.NumMissedTableIAmAliveLimit = 3;

            // Gossip spreads changes immediately; this is for a silo that gossip did not reach.
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        });
        services.Configure<SiloMessagingOptions>(messaging => messaging.ClientDropTimeout = TimeSpan.FromSeconds(5));
        return services.Configure<ConnectionOptions>(ShortenConnecting);
    }

    /// <summary>Applies the settings of a client. Also for tests with their own list of gateways.</summary>
    public static IServiceCollection ConfigureClientLiveness(this IServiceCollection services)
    {
        services.Configure<GatewayOptions>(gateway => gateway.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
        return services.Configure<ConnectionOptions>(ShortenConnecting);
    }

    private static void ShortenConnecting(ConnectionOptions connection)
    {
        connection.OpenConnectionTimeout = TimeSpan.FromSeconds(2);
        connection.ConnectionRetryDelay = TimeSpan.FromMilliseconds(500);
    }
}
