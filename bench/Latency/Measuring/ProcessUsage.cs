using System.Globalization;

namespace LiveParking.Latency.Measuring;

/// <summary>What a process had used up to a moment, or between two.</summary>
/// <param name="CpuSeconds">User and system time of all its threads.</param>
/// <param name="ResidentMegabytes">Memory that the machine holds for it.</param>
/// <param name="PauseMilliseconds">Time for which the garbage collector held all its threads.</param>
/// <param name="MachineSeconds">User and system time of the whole machine, where it tells.</param>
internal sealed record ProcessUsage(double CpuSeconds, double ResidentMegabytes, double PauseMilliseconds, double? MachineSeconds)
{
    // What the kernel counts in, on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    public static ProcessUsage Now() => new(
        Environment.CpuUsage.TotalTime.TotalSeconds,
        Environment.WorkingSet / 1e6,
        GC.GetTotalPauseDuration().TotalMilliseconds,
        Machine());

    public static ProcessUsage operator -(ProcessUsage late, ProcessUsage early) => new(
        late.CpuSeconds - early.CpuSeconds,
        late.ResidentMegabytes - early.ResidentMegabytes,
        late.PauseMilliseconds - early.PauseMilliseconds,
        late.MachineSeconds - early.MachineSeconds);

    /// <summary>The first line of /proc/stat: cpu user nice system idle iowait irq softirq …</summary>
    private static double? Machine()
    {
        const string path = "/proc/stat";
        if (!File.Exists(path))
            return null;
        var ticks = File.ReadLines(path).First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..8]
            .Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4]) / TicksPerSecond;
    }
}
