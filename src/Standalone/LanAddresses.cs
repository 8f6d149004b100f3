using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LiveParking.Standalone;

/// <summary>The addresses of this machine on its local networks.</summary>
internal static class LanAddresses
{
    /// <summary>Name prefixes of interfaces to containers and virtual machines on this machine.</summary>
    private static readonly string[] Inner = ["docker", "br-", "veth", "virbr", "cni", "flannel", "cali", "podman", "lxc", "lxd", "vmnet", "vboxnet"];

    /// <summary>IPv4 addresses that a phone on the same network can reach; those of interfaces with a gateway come first.</summary>
    public static IReadOnlyList<IPAddress> Find() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(IsOfALan)
            .Select(adapter => adapter.GetIPProperties())
            .OrderByDescending(properties => properties.GatewayAddresses.Any(gateway => gateway.Address.AddressFamily == AddressFamily.InterNetwork))
            .SelectMany(properties => properties.UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address) && !IsLinkLocal(address)),
    ];

    private static bool IsOfALan(NetworkInterface adapter) =>
        adapter.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown
        && adapter.NetworkInterfaceType is not (NetworkInterfaceType.Loopback or NetworkInterfaceType.Tunnel)
        && !Inner.Any(name => adapter.Name.StartsWith(name, StringComparison.Ordinal));

    /// <summary>169.254.0.0/16: the addresses that a machine assigns to itself when no server assigns one.</summary>
    private static bool IsLinkLocal(IPAddress address) => address.GetAddressBytes() is [169, 254, _, _];
}
