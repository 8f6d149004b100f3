using LiveParking.Bench.Latency.Streams;

namespace LiveParking.Bench.Latency.Measuring;

/// <summary>One transport, measured.</summary>
/// <param name="Transport">Which.</param>
/// <param name="Silo">The silo, while all subscribers were fast.</param>
/// <param name="Gateway">The gateway, while all subscribers were fast.</param>
/// <param name="PublishedBeside">Items published when slow subscribers had joined the fast ones.</param>
/// <param name="Beside">The gateway at that time.</param>
internal sealed record RunReport(Transport Transport, SiloReport Silo, GatewayReport Gateway, long PublishedBeside, GatewayReport Beside);
