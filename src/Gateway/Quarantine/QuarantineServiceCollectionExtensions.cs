using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Quarantine;

/// <summary>Adds the quarantine of messages.</summary>
internal static class QuarantineServiceCollectionExtensions
{
    /// <summary>Adds the quarantine, also to a gateway without a broker: operators may use any gateway.</summary>
    public static IServiceCollection AddGatewayQuarantine(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<QuarantineOptions>, QuarantineOptionsValidator>());
        services.AddOptions<QuarantineOptions>().ValidateOnStart();
        services.AddSingleton<StoreCheck>();
        services.AddSingleton<MessageQuarantine>();
        services.AddSingleton<QuarantineNotice>();
        return services;
    }
}
