using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace LiveParking.Redis;

/// <summary>
/// How soon a lost process is noticed. <c>docs/decisions/store.md</c> gives the reasons: about 2 to 3 s for a killed silo,
/// less than 30 s for one that hangs, 5 to 10 s until a silo gives up a client.
/// </summary>
public static class Liveness
{
    /// <summary>Applies the silo's part. Also for tests that bring their own membership.</summary>
    public static IServiceCollection ConfigureSiloLiveness(this IServiceCollection services)
    {
        services.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 3;
            membership.NumVotesForDeathDeclaration = 2;

            // A row whose silo left no sign for 3 × 5 s no longer holds up a silo that joins.
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            membership.NumMissedTableIAmAliveLimit = 3;

            // Gossip spreads changes at once; this is for a silo that gossip did not reach.
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        });
        services.Configure<SiloMessagingOptions>(messaging => messaging.ClientDropTimeout = TimeSpan.FromSeconds(5));
        return services.Configure<ConnectionOptions>(ShortenConnecting);
    }

    /// <summary>Applies the client's part. Also for tests that bring their own list of gateways.</summary>
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
