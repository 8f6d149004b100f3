using System.Diagnostics;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Sites.Load;
using LiveParking.Bench.Sites.Running;

namespace LiveParking.Bench.Sites;

/// <summary>Makes the sites, kills the process, starts it again, and measures what an operator of many sites would notice.</summary>
internal static class SitesBench
{
    /// <summary>Promised: the overview, in milliseconds.</summary>
    private const double OverviewLimit = 100;

    /// <summary>Promised: resident memory, in GB.</summary>
    private const double MemoryLimit = 1.5;

    /// <summary>Promised: the start on what is stored, in seconds.</summary>
    private const double StartLimit = 30;

    private const int ListCalls = 20;
    private static readonly TimeSpan NoPause = TimeSpan.Zero;
    private static readonly string[] Head = ["what", "measured", "promised", "holds"];

    public static async Task RunAsync(SitesOptions options, CancellationToken cancellationToken)
    {
        var plan = new SitePlan(options.Locations, options.Levels);
        Console.WriteLine($"One standalone process: {plan.Levels:N0} levels in {plan.Locations:N0} locations, embedded store. Calls are p50 / p99.");
        Console.WriteLine(MachineLine.Now());
        List<Figure> figures = [];
        await using var process = new SitesProcess();
        figures.Add(Figure.Plain("first start, until ready", (await process.StartAsync(cancellationToken)).TotalSeconds, "0.0", "s"));
        await MakeAsync(process, plan, options, figures, cancellationToken);
        await StartAgainAsync(process, plan, figures, cancellationToken);
        await CallAsync(process, plan, options, figures, cancellationToken);
        await CallUnderLoadAsync(process, plan, options, figures, cancellationToken);
        await TouchAllAsync(process, plan, options, figures, cancellationToken);
        TextTable.Print(Console.Out, Head, [.. figures.Select(figure => figure.Row)]);
    }

    private static async Task MakeAsync(SitesProcess process, SitePlan plan, SitesOptions options, List<Figure> figures, CancellationToken cancellationToken)
    {
        var maker = new SiteMaker(process.Client, plan, options.Callers);
        var began = Stopwatch.GetTimestamp();
        await maker.MakeAsync(cancellationToken);
        figures.Add(Figure.Plain($"make them over HTTP, {options.Callers} at a time", Stopwatch.GetElapsedTime(began).TotalSeconds, "0.0", "s"));
        began = Stopwatch.GetTimestamp();
        await maker.CountAllAsync(cancellationToken);
        figures.Add(Figure.Plain("a first reading on each, 1,000 a request", Stopwatch.GetElapsedTime(began).TotalSeconds, "0.0", "s"));
        if (process.Client.SentAgain > 0)
            figures.Add(Figure.Plain("… requests that had to be sent again", process.Client.SentAgain, "0", ""));
        await process.UntilCompleteAsync(plan, cancellationToken);
        figures.Add(Memory("memory then", process.ResidentMegabytes));
        figures.Add(Memory("… the most until then", process.PeakMegabytes));
    }

    private static async Task StartAgainAsync(SitesProcess process, SitePlan plan, List<Figure> figures, CancellationToken cancellationToken)
    {
        var ready = await process.StartAsync(cancellationToken);
        var complete = await process.UntilCompleteAsync(plan, cancellationToken);
        figures.Add(Figure.Below("killed and started again, until ready", ready.TotalSeconds, StartLimit, "0.0", "s"));
        figures.Add(Figure.Below("… until the overview is complete and right", complete.TotalSeconds, StartLimit, "0.0", "s"));
        figures.Add(Figure.Plain("… CPU until then", process.CpuSeconds, "0.0", "s"));
        figures.Add(Memory("memory then", process.ResidentMegabytes));
    }

    private static async Task CallAsync(SitesProcess process, SitePlan plan, SitesOptions options, List<Figure> figures, CancellationToken cancellationToken)
    {
        // The first call after a start compiles code; it counts too.
        var (overview, bytes) = await process.Client.TimeAsync(Enumerable.Repeat("overview", options.Calls), NoPause, cancellationToken);
        figures.Add(Figure.Calls($"GET overview ({bytes / 1e3:0} KB), idle", overview, OverviewLimit));
        var (one, oneBytes) = await process.Client.TimeAsync(
            Enumerable.Range(0, options.Calls).Select(call => $"locations/{SitePlan.Location(call * 7 % plan.Locations)}"), NoPause, cancellationToken);
        figures.Add(Figure.Calls($"GET one location ({oneBytes / 1e3:0.0} KB), idle", one));
        var (list, listBytes) = await process.Client.TimeAsync(Enumerable.Repeat("locations", ListCalls), NoPause, cancellationToken);
        figures.Add(Figure.Calls($"GET all locations ({listBytes / 1e6:0.0} MB), idle", list));
        var cpu = process.CpuSeconds;
        var atOnce = await Task.WhenAll(Enumerable.Range(0, ListCalls).Select(_ => process.Client.TimeAsync(["locations"], NoPause, cancellationToken)));
        figures.Add(Figure.Plain($"… {ListCalls} at once, the last", atOnce.Max(call => call.Times.Max), "0", "ms"));
        figures.Add(Figure.Plain("… CPU of these", process.CpuSeconds - cpu, "0.00", "s"));
    }

    private static async Task CallUnderLoadAsync(SitesProcess process, SitePlan plan, SitesOptions options, List<Figure> figures, CancellationToken cancellationToken)
    {
        var time = TimeSpan.FromSeconds(options.Seconds);
        var cpu = process.CpuSeconds;
        var began = Stopwatch.GetTimestamp();
        var readings = new ReadingStream(process.Client, plan, options.Rate).RunAsync(time, cancellationToken);
        var (overview, _) = await process.Client.TimeAsync(
            Enumerable.Repeat("overview", options.Calls).TakeWhile(_ => Stopwatch.GetElapsedTime(began) < time), time / options.Calls / 2, cancellationToken);
        var answered = await readings;
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        figures.Add(Figure.Calls($"GET overview, {overview.Count} calls while {answered.Count / seconds:0} readings/s come in", overview, OverviewLimit));
        figures.Add(Figure.Calls("… a reading, stored and answered", answered));
        figures.Add(Figure.Plain("… CPU of the process", (process.CpuSeconds - cpu) / seconds, "0.00", "cores"));
        await process.UntilCompleteAsync(plan, cancellationToken);
    }

    private static async Task TouchAllAsync(SitesProcess process, SitePlan plan, SitesOptions options, List<Figure> figures, CancellationToken cancellationToken)
    {
        await process.Client.TimeAsync(Enumerable.Range(0, plan.Locations).Select(location => $"locations/{SitePlan.Location(location)}"), NoPause, cancellationToken);
        await Parallel.ForAsync(0, plan.Levels, new ParallelOptions { MaxDegreeOfParallelism = options.Callers, CancellationToken = cancellationToken }, async (level, stop) =>
            await process.Client.TimeAsync([$"locations/{plan.LocationOf(level)}/levels/{plan.LevelOf(level)}/sensors"], NoPause, stop));
        figures.Add(Memory("memory when each location, level and its sensors were asked", process.ResidentMegabytes));
        figures.Add(Memory("… the most so far", process.PeakMegabytes));
        await process.UntilCompleteAsync(plan, cancellationToken);
    }

    private static Figure Memory(string what, double megabytes) => Figure.Below(what, megabytes / 1000, MemoryLimit, "0.00", "GB");
}
