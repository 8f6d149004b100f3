using LiveParking.LiveStreams;
using Microsoft.Extensions.Hosting;

namespace LiveParking.Bench.Latency.Streams;

/// <summary>Registers a transport on both sides.</summary>
internal static class TransportHosting
{
    public static void AddTransport(this ISiloBuilder silo, Transport transport)
    {
        if (transport.Poll is not { } poll)
        {
            silo.AddLiveStreams(Configure);
            return;
        }

        silo.AddMemoryGrainStorage("PubSubStore");
        silo.AddMemoryStreams(
            transport.Provider,
            streams => streams.ConfigurePullingAgent(options => options.Configure(agent => agent.GetQueueMsgsTimerPeriod = poll)));
    }

    public static void AddTransport(this IClientBuilder client, Transport transport)
    {
        if (transport.Poll is null)
            client.AddLiveStreams(Configure);
        else
            client.AddMemoryStreams(transport.Provider);
    }

    private static void Configure(LiveStreamOptions options) => options.Producers[BenchItem.Namespace] = BenchItem.Producer;
}
