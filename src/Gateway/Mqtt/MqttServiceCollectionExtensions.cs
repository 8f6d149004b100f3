using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Mqtt;

/// <summary>Adds MQTT ingest.</summary>
internal static class MqttServiceCollectionExtensions
{
    /// <summary>Adds MQTT ingest; without a broker it does nothing.</summary>
    public static IServiceCollection AddGatewayMqtt(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MqttOptions>, MqttOptionsValidator>());
        services.AddOptions<MqttOptions>().ValidateOnStart();
        services.AddSingleton<MessageReplay>();
        services.AddSingleton<MqttLink>();
        services.AddSingleton<LevelHealth>();
        services.AddSingleton<MessageReader>();
        services.AddSingleton<MessageIntake>();
        services.AddHostedService<MqttIngest>();
        return services;
    }
}
