using System.Globalization;
using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Latency.Clients;

/// <summary>The result as text.</summary>
internal static class ClientTable
{
    public static void Print(Load load, ClientRun run, TextWriter output)
    {
        var made = (double)load.Streams * load.Rate * load.Seconds;
        var age = run.Client.Age;
        output.WriteLine(MachineLine.Now());
        output.WriteLine(
            $"{load.Streams} cameras x {load.Rate} frames/s x {load.Size} bytes, silo -> gateway -> stock SignalR client with MessagePack, one connection a camera; "
            + $"{load.Seconds} s after {load.Warmup} s of warm-up; from the capture's thread, without encoding, to the client's handler");
        output.WriteLine();
        TextTable.Print(
            output,
            ["publish -> stock client", ""],
            [
                ["p50, ms", Text($"{age.P50:0.00}")],
                ["p99, ms", Text($"{age.P99:0.00}")],
                ["max, ms", Text($"{age.Max:0.0}")],
                ["delivered of what was made", Text($"{age.Count / made * 100:0.0} %")],
                ["broken frames", Text($"{run.Client.Broken}")],
                ["silo CPU, cores", Text($"{run.Silo.CpuSeconds / load.Seconds:0.00}")],
                ["gateway CPU, cores", Text($"{run.Gateway.CpuSeconds / load.Seconds:0.00}")],
                ["clients' CPU (the load generator), cores", Text($"{run.Client.Usage.CpuSeconds / load.Seconds:0.00}")],
                ["all other processes, cores", Text($"{Math.Max(0, Others(run) ?? 0) / load.Seconds:0.00}")],
            ]);
    }

    private static double? Others(ClientRun run) =>
        run.Silo.MachineSeconds - run.Silo.CpuSeconds - run.Gateway.CpuSeconds - run.Client.Usage.CpuSeconds;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
