using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Latency.Clients;

/// <summary>The measurements of the stock client.</summary>
/// <param name="Age">From the capture's thread in the silo to the handler.</param>
/// <param name="Broken">Frames that were not what was sent.</param>
/// <param name="Usage">Resources that the process used.</param>
internal sealed record ClientReport(Distribution Age, int Broken, ProcessUsage Usage);
