using System.Net;
using LiveParking.Hosting.Clustering;
using LiveParking.Hosting.Redis;
using LiveParking.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace LiveParking.Silo;

/// <summary>The section <c>Silo</c> of the configuration. The command line overrides it.</summary>
internal sealed class SiloSettings
{
    /// <summary>Its role: central or site.</summary>
    public SiloRole? Role { get; set; }

    /// <summary>TCP port for other silos, 1 to 65535.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>TCP port for gateways, 1 to 65535; a site silo opens none.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The IP address of this machine at which other silos and gateways reach it.</summary>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>The folder with the keys that sign tokens, for a central silo. Also set as <c>LIVEPARKING_KEYS</c>.</summary>
    public string? KeysFolder { get; set; }

    /// <summary>Reads the section.</summary>
    public static SiloSettings Read(IConfiguration configuration, ICollection<string> faults)
    {
        var settings = new SiloSettings { KeysFolder = configuration["LIVEPARKING_KEYS"] };
        SectionBinder.Bind(configuration.GetSection("Silo"), settings, faults);
        return settings;
    }

    /// <summary>The options of the silo; valid only when no error was added.</summary>
    /// <param name="redis">The connection string of Redis.</param>
    /// <param name="identity">The cluster that it joins.</param>
    /// <param name="faults">Receives every error.</param>
    public SiloOptions ToOptions(string? redis, ClusterIdentity identity, ICollection<string> faults)
    {
        if (Role is null or not (SiloRole.Central or SiloRole.Site))
            faults.Add("--role is needed: central for locations and levels, site for the cameras attached to this machine.");
        foreach (var (name, port) in new[] { (nameof(SiloPort), SiloPort), (nameof(GatewayPort), GatewayPort) })
        {
            if (port is < 1 or > 65535)
                faults.Add($"Silo:{name} is a TCP port, 1 to 65535, not {port}.");
        }

        if (RedisConnection.Fault(redis) is { } fault)
            faults.Add(fault);
        foreach (var wrong in identity.Faults())
            faults.Add(wrong);
        return new SiloOptions
        {
            Role = Role ?? SiloRole.Central,
            SiloPort = SiloPort,
            GatewayPort = GatewayPort,
            Address = Address,
            Redis = redis ?? "",
            Identity = identity,
            KeysFolder = string.IsNullOrWhiteSpace(KeysFolder) ? null : KeysFolder,
        };
    }
}
