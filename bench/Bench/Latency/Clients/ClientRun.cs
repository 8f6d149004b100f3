using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Latency.Clients;

/// <summary>The way to the clients, measured.</summary>
/// <param name="Silo">Resources that the silo used.</param>
/// <param name="Gateway">Resources that the gateway used.</param>
/// <param name="Client">Measurements and resource usage of the clients.</param>
internal sealed record ClientRun(ProcessUsage Silo, ProcessUsage Gateway, ClientReport Client);
