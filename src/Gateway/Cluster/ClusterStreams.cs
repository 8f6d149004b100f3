using LiveParking.Grains.Interfaces;
using Orleans.Runtime;
using Orleans.Streams;

namespace LiveParking.Gateway.Cluster;

/// <summary>The live streams of the cluster.</summary>
internal sealed class ClusterStreams(IClusterClient client, ClusterLink link)
{
    /// <summary>Completes when the cluster was reached; before that there are no streams.</summary>
    public Task WhenReachedAsync(CancellationToken cancellationToken) => link.WhenReachedAsync(cancellationToken);

    /// <summary>A live stream.</summary>
    public IAsyncStream<T> Get<T>(StreamId id) => client.GetStreamProvider(ParkingStreams.ProviderName).GetStream<T>(id);
}
