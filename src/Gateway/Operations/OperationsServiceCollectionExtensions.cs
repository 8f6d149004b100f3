namespace LiveParking.Gateway.Operations;

/// <summary>Adds what operators of many sites see.</summary>
internal static class OperationsServiceCollectionExtensions
{
    public static IServiceCollection AddGatewayOperations(this IServiceCollection services)
    {
        services.AddSingleton<OperationsFeed>();
        services.AddHostedService<SystemAlarmReporter>();
        return services;
    }
}
