using System.Globalization;

namespace LiveParking.Bench.Measuring;

/// <summary>Resources that a process used up to a moment, or between two moments.</summary>
/// <param name="CpuSeconds">User and system time of all its threads.</param>
/// <param name="ResidentMegabytes">Resident memory of the process.</param>
/// <param name="PauseMilliseconds">Time for which the garbage collector paused all its threads; 0 for another process.</param>
/// <param name="MachineSeconds">User and system time of the whole machine, if available.</param>
public sealed record ProcessUsage(double CpuSeconds, double ResidentMegabytes, double PauseMilliseconds, double? MachineSeconds)
{
    // The kernel's unit of CPU time, on every Linux that .NET supports.
    private const double TicksPerSecond = 100;

    /// <summary>This process, up to now.</summary>
    public static ProcessUsage Now() => new(
        Environment.CpuUsage.TotalTime.TotalSeconds,
        Environment.WorkingSet / 1e6,
        GC.GetTotalPauseDuration().TotalMilliseconds,
        Machine());

    /// <summary>Usage of another process up to now, from <c>/proc</c>, in steps of 10 ms.</summary>
    /// <param name="process">Its id.</param>
    public static ProcessUsage Of(int process)
    {
        // The fields after the name, which may contain any character: the state, then numbers; user and system time are the 14th and 15th field of the line.
        var line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return new(
            (Number(fields[11]) + Number(fields[12])) / TicksPerSecond, Number(fields[21]) * Environment.SystemPageSize / 1e6, 0, Machine());
    }

    /// <summary>The resources used between two moments.</summary>
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
