using System.Globalization;

namespace LiveParking.Measuring;

/// <summary>What a process had used up to a moment, or between two.</summary>
/// <param name="CpuSeconds">User and system time of all its threads.</param>
/// <param name="ResidentMegabytes">Memory that the machine holds for it.</param>
/// <param name="PauseMilliseconds">Time for which the garbage collector held all its threads; 0 of another process.</param>
/// <param name="MachineSeconds">User and system time of the whole machine, where it tells.</param>
public sealed record ProcessUsage(double CpuSeconds, double ResidentMegabytes, double PauseMilliseconds, double? MachineSeconds)
{
    // What the kernel counts in, on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>This process, up to now.</summary>
    public static ProcessUsage Now() => new(
        Environment.CpuUsage.TotalTime.TotalSeconds,
        Environment.WorkingSet / 1e6,
        GC.GetTotalPauseDuration().TotalMilliseconds,
        Machine());

    /// <summary>Another process, up to now, as <c>/proc</c> tells it: in steps of 10 ms.</summary>
    /// <param name="process">Its id.</param>
    public static ProcessUsage Of(int process)
    {
        // What follows the name, which may hold anything: state, then numbers; user and system time are the 14th and 15th field of the line.
        var line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return new(
            (Number(fields[11]) + Number(fields[12])) / TicksPerSecond, Number(fields[21]) * Environment.SystemPageSize / 1e6, 0, Machine());
    }

    /// <summary>What was used between two moments.</summary>
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
        var ticks = File.ReadLines(path).First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..8].Select(Number).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4]) / TicksPerSecond;
    }

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
