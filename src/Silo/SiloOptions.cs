using LiveParking.Hosting.Clustering;

namespace LiveParking.Silo;

/// <summary>The start options of a silo.</summary>
public sealed class SiloOptions
{
    /// <summary>Its role.</summary>
    public required SiloRole Role { get; init; }

    /// <summary>TCP port for other silos, 1 to 65535.</summary>
    public required int SiloPort { get; init; }

    /// <summary>TCP port for gateways, 1 to 65535; 0 for none. A site silo has none, whatever is set.</summary>
    public int GatewayPort { get; init; }

    /// <summary>The address at which other silos and gateways reach it: an IP address of this machine. Default: loopback.</summary>
    public System.Net.IPAddress Address { get; init; } = System.Net.IPAddress.Loopback;

    /// <summary>The Redis connection string, in the format of StackExchange.Redis.</summary>
    public required string Redis { get; init; }

    /// <summary>The cluster that it joins.</summary>
    public ClusterIdentity Identity { get; init; } = new();

    /// <summary>
    /// The folder with the keys that sign tokens, for a central silo; a missing folder is created with a first key. All central silos need the same
    /// keys. Null: this silo issues no tokens.
    /// </summary>
    public string? KeysFolder { get; init; }

    /// <summary>The port that is advertised to gateways; none for a site silo.</summary>
    public int AdvertisedGatewayPort => Role == SiloRole.Site ? 0 : GatewayPort;
}
