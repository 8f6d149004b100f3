using System.Diagnostics;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Sites;
using LiveParking.Bench.Sites.Load;
using LiveParking.Bench.Sites.Running;
using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Bench.Desk;

/// <summary>Makes the sites, and measures what operators who look at all of them get, and what they cost.</summary>
internal static class DeskBench
{
    /// <summary>Promised: a change at an operator, p95, in milliseconds.</summary>
    private const double ChangeLimit = 500;

    /// <summary>Promised: bytes to an operator, in KB a second.</summary>
    private const double BytesLimit = 50;

    /// <summary>Promised: CPU with many operators by that with one.</summary>
    private const double CpuLimit = 1.5;

    /// <summary>Promised: from the death of a site to the screens, in seconds.</summary>
    private const double AlarmLimit = 10;

    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LastArrivals = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxAlarmWait = TimeSpan.FromMinutes(1);
    private static readonly string[] Head = ["what", "measured", "promised", "holds"];

    public static async Task RunAsync(DeskOptions options, CancellationToken cancellationToken)
    {
        var plan = new SitePlan(options.Locations, options.Levels);
        Console.WriteLine(
            $"One standalone process: {plan.Levels:N0} levels in {plan.Locations:N0} locations, embedded store; {options.Rate} changes/s, each of one level; the bench runs on the same machine.");
        Console.WriteLine(MachineLine.Now());
        List<Figure> figures = [];
        await using var process = new SitesProcess();
        await process.StartAsync(cancellationToken);
        var maker = new SiteMaker(process.Client, plan, 32);
        var making = Stopwatch.GetTimestamp();
        await maker.MakeAsync(cancellationToken);
        figures.Add(Figure.Plain("make them over HTTP", Stopwatch.GetElapsedTime(making).TotalSeconds, "0", "s"));
        await maker.CountAllAsync(cancellationToken);
        await process.UntilCompleteAsync(plan, cancellationToken);

        var pending = new PendingChanges();
        var changes = new ChangeStream(process.Client, plan, pending, options.Rate);
        var nobody = await MeasureAsync(process, changes, pending, [], options, figures, cancellationToken);
        List<DeskOperator> operators = [new DeskOperator(process.Address, process.Token, pending)];
        figures.Add(Figure.Plain("snapshot of an operator", await operators[0].OpenAsync(cancellationToken) / 1e3, "0", "KB"));
        var one = await MeasureAsync(process, changes, pending, operators, options, figures, cancellationToken);
        while (operators.Count < options.Operators)
        {
            operators.Add(new DeskOperator(process.Address, process.Token, pending));
            await operators[^1].OpenAsync(cancellationToken);
        }

        var many = await MeasureAsync(process, changes, pending, operators, options, figures, cancellationToken);
        figures.Add(Figure.Below($"CPU with {operators.Count} operators by that with one", many / one, CpuLimit, "0.00", ""));
        figures.Add(Figure.Plain("… with one by that with none", one / nobody, "0.00", ""));
        figures.Add(Figure.Plain("memory of the process", process.ResidentMegabytes, "0", "MB"));
        if (options.Look > 0)
            await DeskBrowser.MeasureAsync(process, changes, TimeSpan.FromSeconds(options.Look), figures, cancellationToken);
        if (options.Sites > 0)
            await KillSitesAsync(process, operators, plan, options, figures, cancellationToken);
        foreach (var desk in operators)
            await desk.DisposeAsync();
        TextTable.Print(Console.Out, Head, [.. figures.Select(figure => figure.Row)]);
    }

    /// <summary>Measures with some operators.</summary>
    /// <returns>CPU of the process, in cores.</returns>
    private static async Task<double> MeasureAsync(
        SitesProcess process, ChangeStream changes, PendingChanges pending, IReadOnlyList<DeskOperator> operators, DeskOptions options, List<Figure> figures,
        CancellationToken cancellationToken)
    {
        await changes.RunAsync(Warmup, cancellationToken);
        await Task.Delay(LastArrivals, TimeProvider.System, cancellationToken);
        pending.Clear();
        var bytes = operators.Select(desk => desk.Bytes).ToList();
        var times = operators.Select(desk => desk.Times.Count).ToList();
        var (cpu, began) = (process.CpuSeconds, Stopwatch.GetTimestamp());
        await changes.RunAsync(TimeSpan.FromSeconds(options.Seconds), cancellationToken);
        await Task.Delay(LastArrivals, TimeProvider.System, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var cores = (process.CpuSeconds - cpu) / seconds;
        figures.Add(Figure.Plain($"CPU with {operators.Count} operators", cores, "0.00", "cores"));
        if (operators.Count == 0)
            return cores;
        // A bag gives its newest first.
        double[] sorted = [.. operators.SelectMany((desk, i) => desk.Times.Take(desk.Times.Count - times[i])).Order()];
        figures.Add(Figure.Plain($"… changes at each, of {options.Rate * options.Seconds:N0}", (double)sorted.Length / operators.Count, "0", ""));
        figures.Add(Figure.Plain("… reading to operator, p50", sorted[sorted.Length / 2], "0", "ms"));
        figures.Add(Figure.Below("… p95", sorted[(int)(sorted.Length * 0.95)], ChangeLimit, "0", "ms"));
        figures.Add(Figure.Below("… to each", operators.Select((desk, i) => desk.Bytes - bytes[i]).Max() / seconds / 1e3, BytesLimit, "0.0", "KB/s"));
        figures.Add(Figure.Plain("… versions left out", operators.Sum(desk => desk.Gaps), "0", ""));
        return cores;
    }

    /// <summary>The sensors of some sites stop at the same time.</summary>
    private static async Task KillSitesAsync(
        SitesProcess process, IReadOnlyList<DeskOperator> operators, SitePlan plan, DeskOptions options, List<Figure> figures, CancellationToken cancellationToken)
    {
        // The sensors of the others have been silent since the changes ended.
        var dying = Enumerable.Range(0, options.Sites).Select(SitePlan.Location).ToHashSet(StringComparer.Ordinal);
        var sites = new SensorsOfSites(process.Client, plan, options.Sites);
        await sites.LiveAsync(TimeSpan.FromSeconds(15), cancellationToken);
        var died = Stopwatch.GetTimestamp();
        List<double> seconds = [];
        foreach (var desk in operators)
        {
            while (Unreachable(desk) < options.Sites && Stopwatch.GetElapsedTime(died) < MaxAlarmWait)
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            seconds.Add(Stopwatch.GetElapsedTime(died).TotalSeconds);
        }

        figures.Add(Figure.Plain($"alarms when {options.Sites} sites die at once", operators.Min(Unreachable), "0", ""));
        figures.Add(Figure.Below("… until the last is on every screen", seconds.Max(), AlarmLimit, "0.0", "s"));

        int Unreachable(DeskOperator desk) => desk.Alarms.Count(
            alarm => alarm is { Kind: AlarmKind.SiteUnreachable, State: AlarmState.Active, LocationId: { } id } && dying.Contains(id));
    }
}
