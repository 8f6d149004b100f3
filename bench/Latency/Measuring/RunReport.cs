using LiveParking.Latency.Streams;

namespace LiveParking.Latency.Measuring;

/// <summary>One transport, measured.</summary>
/// <param name="Transport">Which.</param>
/// <param name="Silo">The silo, while all subscribers were fast.</param>
/// <param name="Gateway">The gateway, while all subscribers were fast.</param>
/// <param name="Beside">The gateway, when slow subscribers had joined the fast ones.</param>
internal sealed record RunReport(Transport Transport, SiloReport Silo, GatewayReport Gateway, GatewayReport Beside);
