using LiveParking.Bench.Measuring.Cluster;
using LiveParking.Bench.Measuring.Viewing;

namespace LiveParking.Bench.Frames.Servers;

/// <summary>The product: the gateway is measured, the silo is listed beside it.</summary>
internal sealed class OurServer(LiveParkingCluster cluster, bool acks) : IFrameServer
{
    public int Process => cluster.Gateway;

    public int? Beside => cluster.Silo;

    public ViewersSettings Watch(int viewers, int size) =>
        new(WireProtocol.SignalR, cluster.GatewayPort, "/hubs/cameras", LiveParkingCluster.Camera(1), viewers, size, acks);

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
