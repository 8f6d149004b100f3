namespace LiveParking.Latency.Measuring;

/// <summary>What a process had used up to a moment, or between two.</summary>
/// <param name="CpuSeconds">User and system time of all its threads.</param>
/// <param name="ResidentMegabytes">Memory that the machine holds for it.</param>
/// <param name="PauseMilliseconds">Time in which the garbage collector stood still all threads.</param>
internal sealed record ProcessUsage(double CpuSeconds, double ResidentMegabytes, double PauseMilliseconds)
{
    public static ProcessUsage Now() => new(
        Environment.CpuUsage.TotalTime.TotalSeconds, Environment.WorkingSet / 1e6, GC.GetTotalPauseDuration().TotalMilliseconds);

    public static ProcessUsage operator -(ProcessUsage late, ProcessUsage early) => new(
        late.CpuSeconds - early.CpuSeconds,
        late.ResidentMegabytes - early.ResidentMegabytes,
        late.PauseMilliseconds - early.PauseMilliseconds);
}
