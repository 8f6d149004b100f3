using LiveParking.Bench.Frames.Servers;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Bench.Measuring.Viewing;

namespace LiveParking.Bench.Frames;

/// <summary>Lets viewers watch a server for a while and notes what that cost.</summary>
internal static class CellMeasuring
{
    public static async Task<Sample> MeasureAsync(Plan plan, IFrameServer server, Cell cell, CancellationToken cancellationToken)
    {
        var settings = server.Watch(cell.Viewers, cell.Size);
        await using var viewers = await ChildProcess.StartAsync("viewers", ChildProcess.Program("Bench", ["viewers", .. settings.Arguments]), cancellationToken);
        var window = Window.StartingIn(TimeSpan.FromSeconds(plan.Warmup), TimeSpan.FromSeconds(plan.Seconds));
        await viewers.TellAsync(window);

        await window.UntilStartAsync(cancellationToken);
        var (before, besideBefore) = Usage(server);
        await window.UntilEndAsync(cancellationToken);
        var (after, besideAfter) = Usage(server);
        var report = await viewers.ReportAsync<ViewersReport>(TimeSpan.Zero, cancellationToken);
        return Sum(plan, after - before, besideAfter is null ? null : besideAfter - besideBefore!, report);
    }

    private static (ProcessUsage Server, ProcessUsage? Beside) Usage(IFrameServer server) =>
        (ProcessUsage.Of(server.Process), server.Beside is { } beside ? ProcessUsage.Of(beside) : null);

    private static Sample Sum(Plan plan, ProcessUsage server, ProcessUsage? beside, ViewersReport report)
    {
        var frames = report.Frames.Sum();
        int[] sorted = [.. report.Frames.Order()];
        var others = server.MachineSeconds - server.CpuSeconds - (beside?.CpuSeconds ?? 0) - report.Usage.CpuSeconds;
        return new Sample(
            server.CpuSeconds * 1e6 / Math.Max(1, frames),
            server.CpuSeconds / plan.Seconds,
            beside?.CpuSeconds / plan.Seconds,
            report.Usage.CpuSeconds / plan.Seconds,
            Math.Max(0, others ?? 0) / plan.Seconds,
            sorted[0] / (double)plan.Seconds,
            sorted[sorted.Length / 2] / (double)plan.Seconds,
            frames / (plan.Rate * plan.Seconds * report.Frames.Length),
            report.Bytes / (double)Math.Max(1, frames),
            report.Age,
            report.Checked,
            report.Broken);
    }
}
