namespace LiveParking.Bench.FilmSilo;

/// <summary>The settings passed to the silo at its start.</summary>
/// <param name="Folder">The folder of the pictures.</param>
/// <param name="Cameras">How many cameras.</param>
/// <param name="Rate">Frames a second of each.</param>
/// <param name="Redis">The Redis of the cluster.</param>
/// <param name="SiloPort">TCP port for other silos.</param>
/// <param name="GatewayPort">TCP port for gateways.</param>
internal sealed record SiloSettings(string Folder, int Cameras, double Rate, string Redis, int SiloPort, int GatewayPort);
