using LiveParking.LiveStreams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Streams;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers the stream provider <c>live</c>.</summary>
public static class LiveStreamsHosting
{
    /// <summary>Adds the subscribing half of live streams to an Orleans client: <c>client.GetStreamProvider("live")</c>.</summary>
    public static IClientBuilder AddLiveStreams(this IClientBuilder builder, Action<LiveStreamOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddStreaming();
        builder.Services.AddLiveStreamReceiver(configure);
        builder.Services.AddSingleton<ILifecycleParticipant<IClusterClientLifecycle>, LiveReceiverLifecycle>();
        return builder;
    }

    /// <summary>Adds the subscribing half to a process that already has an Orleans client or silo.</summary>
    public static IServiceCollection AddLiveStreamReceiver(this IServiceCollection services, Action<LiveStreamOptions>? configure = null)
    {
        services.AddOptions<LiveStreamOptions>().ValidateOnStart();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LiveStreamOptions>, LiveStreamOptionsValidator>());
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LiveMeters>();
        services.TryAddSingleton<LiveReceiver>();
        services.TryAddKeyedSingleton<IStreamProvider>(
            LiveStreamOptions.ProviderName,
            (provider, _) => ActivatorUtilities.CreateInstance<LiveStreamProvider>(provider));
        return services;
    }
}
