namespace LiveParking.Gateway.Parking;

/// <summary>Adds the numbers of locations for many clients.</summary>
internal static class ParkingServiceCollectionExtensions
{
    public static IServiceCollection AddGatewayParking(this IServiceCollection services)
    {
        services.AddSingleton<AllLocations>();
        services.AddSingleton<LocationStatuses>();
        services.AddSingleton<LocationFeeds>();
        services.AddSingleton<StatusFrames>();
        return services;
    }
}
