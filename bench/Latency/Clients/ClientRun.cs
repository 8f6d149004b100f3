using LiveParking.Measuring;

namespace LiveParking.Latency.Clients;

/// <summary>The way to the clients, measured.</summary>
/// <param name="Silo">What the silo used.</param>
/// <param name="Gateway">What the gateway used.</param>
/// <param name="Client">What the clients saw and used.</param>
internal sealed record ClientRun(ProcessUsage Silo, ProcessUsage Gateway, ClientReport Client);
