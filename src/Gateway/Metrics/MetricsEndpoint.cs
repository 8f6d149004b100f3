using Prometheus;

namespace LiveParking.Gateway.Metrics;

/// <summary><c>/metrics</c>: what this process counts, for Prometheus.</summary>
internal static class MetricsEndpoint
{
    public static IServiceCollection AddGatewayMetrics(this IServiceCollection services)
    {
        services.AddMetrics();
        return services.AddSingleton<GatewayMeters>();
    }

    /// <summary>Shows the meters whose names start with <c>LiveParking.</c>, of this process's gateway and silo alike, and how the process is.</summary>
    public static void MapGatewayMetrics(this IEndpointRouteBuilder routes)
    {
        Prometheus.Metrics.ConfigureMeterAdapter(adapter => adapter.InstrumentFilterPredicate =
            instrument => instrument.Meter.Name.StartsWith("LiveParking.", StringComparison.Ordinal));
        Prometheus.Metrics.SuppressDefaultMetrics(new SuppressDefaultMetricOptions { SuppressEventCounters = true });
        routes.MapMetrics("/metrics");
    }
}
