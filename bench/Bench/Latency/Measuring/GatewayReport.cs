using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Latency.Measuring;

/// <summary>The measurements of the receiving process of a run.</summary>
/// <param name="Latency">From publishing to the handler of a fast subscriber.</param>
/// <param name="SlowAge">How old an item was when the handler of a slow subscriber got it.</param>
/// <param name="Usage">Resources that the process used.</param>
internal sealed record GatewayReport(Distribution Latency, Distribution SlowAge, ProcessUsage Usage);
