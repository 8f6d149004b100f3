using System.Net;
using LiveParking.Hosting.Programs;

namespace LiveParking.Standalone;

/// <summary>The addresses of <c>--urls</c>.</summary>
internal static class ListenAddresses
{
    /// <summary>The errors of the addresses, a sentence for each; empty when all are valid.</summary>
    public static IEnumerable<string> Faults(string urls) =>
        urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Fault).OfType<string>();

    private static string? Fault(string text)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(text);
        }
        catch (FormatException)
        {
            return $"'{text}' is not an address to listen on: give one such as http://localhost:5000.";
        }

        var ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out var given)
            ? given
            : address.Host == "localhost" ? IPAddress.Loopback : IPAddress.Any;
        return address.Port > 0 && TcpPorts.IsTaken(ip, address.Port)
            ? $"Port {address.Port} is in use: stop what listens there, or choose another with --port."
            : null;
    }
}
