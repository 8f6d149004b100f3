using LiveParking.Telemetry;

namespace LiveParking.Gateway.Health;

/// <summary>Adds the checks behind <c>/health/ready</c>.</summary>
internal static class HealthServiceCollectionExtensions
{
    public static IServiceCollection AddGatewayHealthChecks(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>();
        services.AddSingleton<IReadinessCheck, ClusterReadiness>();
        services.AddSingleton<GatewayHealth>().AddSingleton<IManagementEndpoints>(provider => provider.GetRequiredService<GatewayHealth>());
        return services;
    }
}
