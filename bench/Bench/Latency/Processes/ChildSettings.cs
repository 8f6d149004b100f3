using LiveParking.Bench.Latency.Streams;

namespace LiveParking.Bench.Latency.Processes;

/// <summary>The settings passed to a process of a run at its start.</summary>
internal sealed record ChildSettings(Load Load, Transport Transport, int SiloPort, int GatewayPort)
{
    public IEnumerable<string> Arguments =>
    [
        "--streams", $"{Load.Streams}", "--rate", $"{Load.Rate}", "--size", $"{Load.Size}", "--slow", $"{Load.Slow}",
        "--seconds", $"{Load.Seconds}", "--slow-seconds", $"{Load.SlowSeconds}", "--warmup", $"{Load.Warmup}",
        "--transport", Transport.Name, "--silo-port", $"{SiloPort}", "--gateway-port", $"{GatewayPort}",
    ];
}
