using LiveParking.Gateway.Access;
using Prometheus;

namespace LiveParking.Gateway.Metrics;

/// <summary><c>/metrics</c>: the metrics of this process, gateway and silo, for Prometheus.</summary>
internal static class MetricsEndpoint
{
    public static IServiceCollection AddGatewayMetrics(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<MetricsExport>();
        return services.AddSingleton<GatewayMeters>();
    }

    public static void MapGatewayMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapMetrics("/metrics", routes.ServiceProvider.GetRequiredService<MetricsExport>().Registry).Allow(Permission.Anyone);
}
