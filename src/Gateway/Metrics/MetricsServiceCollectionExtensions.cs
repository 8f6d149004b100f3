namespace LiveParking.Gateway.Metrics;

/// <summary>Adds the meters of a gateway.</summary>
internal static class MetricsServiceCollectionExtensions
{
    public static IServiceCollection AddGatewayMetrics(this IServiceCollection services)
    {
        services.AddMetrics();
        return services.AddSingleton<GatewayMeters>();
    }
}
