using LiveParking.Measuring;

namespace LiveParking.Latency.Measuring;

/// <summary>What the silo saw of a run.</summary>
internal sealed record SiloReport(long Published, ProcessUsage Usage, bool ServerGc);
