using LiveParking.Gateway.Cluster;

namespace LiveParking.Gateway.Readings;

/// <summary>Adds the way of readings to their levels.</summary>
internal static class ReadingsServiceCollectionExtensions
{
    public static IServiceCollection AddGatewayReadings(this IServiceCollection services)
    {
        services.AddSingleton(provider => new ReadingBatcher(
            async (level, readings) => await (await provider.GetRequiredService<GrainLookup>().LevelAsync(level)).ReportAsync(readings),
            provider.GetRequiredService<TimeProvider>(),
            ReadingQueueLimits.Default));
        services.AddSingleton<ReadingsIntake>();
        services.AddSingleton<RejectedReadings>();
        return services;
    }
}
