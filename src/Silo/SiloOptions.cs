using LiveParking.Grains.Hosting;

namespace LiveParking.Silo;

/// <summary>What one silo is started with.</summary>
public sealed class SiloOptions
{
    /// <summary>Which grains it hosts.</summary>
    public required SiloRole Role { get; init; }

    /// <summary>TCP port for other silos, 1 to 65535.</summary>
    public required int SiloPort { get; init; }

    /// <summary>TCP port for gateways, 1 to 65535; 0 for none. A site's silo has none, whatever is set.</summary>
    public int GatewayPort { get; init; }

    /// <summary>The address that others use to reach it: an IP address of this machine. Loopback unless set.</summary>
    public System.Net.IPAddress Address { get; init; } = System.Net.IPAddress.Loopback;

    /// <summary>Where Redis is, as StackExchange.Redis reads it.</summary>
    public required string Redis { get; init; }

    /// <summary>Which cluster it joins.</summary>
    public LiveParking.Redis.ClusterIdentity Identity { get; init; } = new();

    /// <summary>The port that gateways are told of; none for a site's silo.</summary>
    public int AdvertisedGatewayPort => Role == SiloRole.Site ? 0 : GatewayPort;
}
