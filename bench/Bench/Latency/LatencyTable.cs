using System.Globalization;
using System.Runtime.InteropServices;
using LiveParking.Bench.Latency.Measuring;
using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Latency;

/// <summary>The result as text: a line about the machine, the transports side by side, and how they compare.</summary>
internal static class LatencyTable
{
    public static void Print(Load load, IReadOnlyList<RunReport> runs, TextWriter output)
    {
        output.WriteLine(
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {(runs[0].Silo.ServerGc ? "server" : "workstation")} GC; "
            + $"{load.Streams} streams x {load.Rate} items/s x {load.Size} bytes, silo -> gateway process; "
            + $"{load.Seconds} s, then {load.SlowSeconds} s with slow subscribers, after {load.Warmup} s of warm-up each");
        output.WriteLine();
        TextTable.Print(
            output,
            ["", .. runs.Select(run => run.Transport.Name), .. runs.Skip(1).Select(run => $"live : {run.Transport.Name}")],
            [.. Rows(load).Select(row => Cells(row, runs))]);
    }

    private static IEnumerable<Row> Rows(Load load)
    {
        yield return new("latency p50, ms", run => Shown(run.Gateway.Latency)?.P50, "0.00", Compared: true);
        yield return new("latency p99, ms", run => Shown(run.Gateway.Latency)?.P99, "0.00", Compared: true);
        yield return new("latency max, ms", run => Shown(run.Gateway.Latency)?.Max, "0.0");
        yield return new("items published", run => run.Silo.Published, "0");
        yield return new("items delivered", run => run.Gateway.Latency.Count, "0");
        yield return new("replaced by newer, or over 1 s late", run => run.Silo.Published - run.Gateway.Latency.Count, "0");
        yield return new("silo CPU, cores", run => run.Silo.Usage.CpuSeconds / load.Seconds, "0.00", Compared: true);
        yield return new("silo CPU, us an item", run => PerItem(run, run.Silo.Usage), "0", Compared: true);
        yield return new("gateway CPU, cores", run => run.Gateway.Usage.CpuSeconds / load.Seconds, "0.00", Compared: true);
        yield return new("gateway CPU, us an item", run => PerItem(run, run.Gateway.Usage), "0", Compared: true);
        yield return new("all other processes, cores", run => Others(run) / load.Seconds, "0.00");
        yield return new("silo memory growth, MB", run => run.Silo.Usage.ResidentMegabytes, "0");
        yield return new("gateway memory growth, MB", run => run.Gateway.Usage.ResidentMegabytes, "0");
        yield return new("silo GC pauses, ms", run => run.Silo.Usage.PauseMilliseconds, "0");
        yield return new("gateway GC pauses, ms", run => run.Gateway.Usage.PauseMilliseconds, "0");
        yield return new(
            $"{load.Slow} slow subscribers: items/s each", run => run.Beside.SlowAge.Count / (double)load.SlowSeconds / load.Slow, "0.0");
        yield return new("  age of their items p50, ms", run => Shown(run.Beside.SlowAge)?.P50, "0.0");
        yield return new("  age of their items p99, ms", run => Shown(run.Beside.SlowAge)?.P99, "0.0");
        yield return new("  age of their items max, ms", run => Shown(run.Beside.SlowAge)?.Max, "0.0");
        yield return new("fast ones beside them: in time, %", run => 100.0 * run.Beside.Latency.Count / run.PublishedBeside, "0.0");
        yield return new("  latency p50, ms", run => Shown(run.Beside.Latency)?.P50, "0.00", Compared: true);
        yield return new("  latency p99, ms", run => Shown(run.Beside.Latency)?.P99, "0.00", Compared: true);
    }

    private static Distribution? Shown(Distribution distribution) => distribution.Count > 0 ? distribution : null;

    private static double? PerItem(RunReport run, ProcessUsage usage) =>
        run.Gateway.Latency.Count > 0 ? usage.CpuSeconds * 1e6 / run.Gateway.Latency.Count : null;

    // The kernel counts the whole machine more coarsely than a process: next to nothing may come out below nothing.
    private static double? Others(RunReport run) => run.Silo.Usage.MachineSeconds is { } all
        ? Math.Max(0, all - run.Silo.Usage.CpuSeconds - run.Gateway.Usage.CpuSeconds)
        : null;

    private static string[] Cells(Row row, IReadOnlyList<RunReport> runs)
    {
        var values = runs.Select(row.Value).ToList();
        return
        [
            row.Name,
            .. values.Select(value => value?.ToString(row.Format, CultureInfo.InvariantCulture) ?? "-"),
            .. values.Skip(1).Select(value => row.Compared ? Ratio(values[0], value) : ""),
        ];
    }

    private static string Ratio(double? live, double? peer)
    {
        if (live is not > 0 || peer is not > 0)
            return "-";
        return peer >= live
            ? string.Create(CultureInfo.InvariantCulture, $"1 : {peer / live:0.0}")
            : string.Create(CultureInfo.InvariantCulture, $"{live / peer:0.0} : 1");
    }

    private sealed record Row(string Name, Func<RunReport, double?> Value, string Format, bool Compared = false);
}
