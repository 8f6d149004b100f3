using System.Globalization;
using System.Runtime.InteropServices;
using LiveParking.Latency.Measuring;

namespace LiveParking.Latency;

/// <summary>The result as text: a line about the machine, the transports side by side, and how they compare.</summary>
internal static class LatencyTable
{
    public static void Print(Load load, IReadOnlyList<RunReport> runs, TextWriter output)
    {
        output.WriteLine(
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {(runs[0].Silo.ServerGc ? "server" : "workstation")} GC; "
            + $"{load.Streams} streams x {load.Rate} items/s x {load.Size} bytes, silo -> gateway process; "
            + $"{load.Seconds} s after {load.Warmup} s of warm-up each");
        output.WriteLine();
        TextTable.Print(
            output,
            ["", .. runs.Select(run => run.Transport.Name), .. runs.Skip(1).Select(run => $"live : {run.Transport.Name}")],
            [.. Rows(load).Select(row => Cells(row, runs))]);
    }

    private static IEnumerable<Row> Rows(Load load)
    {
        yield return new("latency p50, ms", run => run.Gateway.Latency.P50, "0.00");
        yield return new("latency p99, ms", run => run.Gateway.Latency.P99, "0.00");
        yield return new("latency max, ms", run => run.Gateway.Latency.Max, "0.0", Compared: false);
        yield return new("items published", run => run.Silo.Published, "0", Compared: false);
        yield return new("items delivered", run => run.Gateway.Latency.Count, "0", Compared: false);
        yield return new("replaced by newer", run => run.Silo.Published - run.Gateway.Latency.Count, "0", Compared: false);
        yield return new("silo CPU, cores", run => run.Silo.Usage.CpuSeconds / load.Seconds, "0.00");
        yield return new("silo CPU, us/item", run => run.Silo.Usage.CpuSeconds * 1e6 / Handled(run), "0");
        yield return new("gateway CPU, cores", run => run.Gateway.Usage.CpuSeconds / load.Seconds, "0.00");
        yield return new("gateway CPU, us/item", run => run.Gateway.Usage.CpuSeconds * 1e6 / Handled(run), "0");
        yield return new("other processes, cores", run => Others(run) / load.Seconds, "0.00", Compared: false);
        yield return new("silo memory growth, MB", run => run.Silo.Usage.ResidentMegabytes, "0", Compared: false);
        yield return new("gateway memory growth, MB", run => run.Gateway.Usage.ResidentMegabytes, "0", Compared: false);
        yield return new("silo GC pauses, ms", run => run.Silo.Usage.PauseMilliseconds, "0", Compared: false);
        yield return new("gateway GC pauses, ms", run => run.Gateway.Usage.PauseMilliseconds, "0", Compared: false);
        yield return new($"with {load.Slow} slow subscribers: items/s each", run => run.Beside.SlowAge.Count / (double)load.Seconds / load.Slow, "0.0", Compared: false);
        yield return new("  age of their items p50, ms", run => run.Beside.SlowAge.P50, "0.0", Compared: false);
        yield return new("  age of their items p99, ms", run => run.Beside.SlowAge.P99, "0.0", Compared: false);
        yield return new("  age of their items max, ms", run => run.Beside.SlowAge.Max, "0.0", Compared: false);
        yield return new("  fast ones beside them: items in time", run => run.Beside.Latency.Count, "0", Compared: false);
        yield return new("  fast ones beside them p50, ms", run => run.Beside.Latency.P50, "0.00", Compared: false);
        yield return new("  fast ones beside them p99, ms", run => run.Beside.Latency.P99, "0.00", Compared: false);
    }

    private static double Others(RunReport run) =>
        (run.Silo.Usage.MachineSeconds ?? double.NaN) - run.Silo.Usage.CpuSeconds - run.Gateway.Usage.CpuSeconds;

    private static double Handled(RunReport run) => Math.Max(1, run.Gateway.Latency.Count);

    private static string[] Cells(Row row, IReadOnlyList<RunReport> runs)
    {
        var values = runs.Select(row.Value).ToList();
        return
        [
            row.Name,
            .. values.Select(value => value.ToString(row.Format, CultureInfo.InvariantCulture)),
            .. values.Skip(1).Select(value => row.Compared ? Ratio(values[0], value) : ""),
        ];
    }

    private static string Ratio(double live, double peer) =>
        live <= 0 || peer <= 0 ? "" : peer >= live
            ? $"1 : {(peer / live).ToString("0.0", CultureInfo.InvariantCulture)}"
            : $"{(live / peer).ToString("0.0", CultureInfo.InvariantCulture)} : 1";

    private sealed record Row(string Name, Func<RunReport, double> Value, string Format, bool Compared = true);
}
