using System.Globalization;

namespace LiveParking.Bench.Latency.Clients;

/// <summary>The settings passed to the client at its start.</summary>
/// <param name="Port">Where the gateway listens on loopback.</param>
/// <param name="Cameras">How many cameras, each watched by a connection of its own.</param>
internal sealed record ClientSettings(int Port, int Cameras)
{
    public IEnumerable<string> Arguments =>
        ["--port", Port.ToString(CultureInfo.InvariantCulture), "--cameras", Cameras.ToString(CultureInfo.InvariantCulture)];
}
