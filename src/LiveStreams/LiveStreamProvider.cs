using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Streams;

namespace LiveParking.LiveStreams;

/// <summary>
/// The stream provider <c>live</c>: pushes the newest state of a grain to all subscribers. A subscriber never gets a backlog: a newer state replaces
/// one that it could not take. See <c>docs/decisions/live-streams.md</c>.
/// </summary>
internal sealed class LiveStreamProvider(IOptions<LiveStreamOptions> options, LiveReceiver receiver, IServiceProvider services) : IStreamProvider
{
    private readonly ILivePublisher? _publisher = services.GetService<ILivePublisher>();

    public string Name => LiveStreamOptions.ProviderName;

    public bool IsRewindable => false;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) =>
        new LiveStream<T>(streamId, options.Value.ProducerOf(streamId), receiver, _publisher);
}
