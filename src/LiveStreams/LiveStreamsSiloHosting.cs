using LiveParking.LiveStreams;
using LiveParking.LiveStreams.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Orleans.Hosting;

/// <summary>Registers live streams on a silo.</summary>
public static class LiveStreamsSiloHosting
{
    /// <summary>
    /// Adds both halves of live streams to a silo: its grains publish with
    /// <c>this.GetStreamProvider("live")</c> and may subscribe. A further call only adds its configuration.
    /// </summary>
    public static ISiloBuilder AddLiveStreams(this ISiloBuilder builder, Action<LiveStreamOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddLiveStreamReceiver(configure);
        if (builder.Services.Any(service => service.ServiceType == typeof(LiveLeases)))
            return builder;
        builder.AddStreaming();
        builder.Services.AddSingleton<ILivePublisher, LivePublisher>();
        builder.Services.AddSingleton<LiveLeases>();
        builder.Services.AddSingleton<ILiveReceivers>(services => services.GetRequiredService<LiveLeases>());
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveLeases>());
        builder.AddGrainExtension<ILiveProducerExtension, LiveProducerExtension>();
        builder.AddPlacementDirector<SiloNamedByKey, SiloNamedByKeyDirector>();
        return builder;
    }
}
