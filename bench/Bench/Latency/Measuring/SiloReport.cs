using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Latency.Measuring;

/// <summary>The measurements of the silo of a run.</summary>
internal sealed record SiloReport(long Published, ProcessUsage Usage, bool ServerGc);
