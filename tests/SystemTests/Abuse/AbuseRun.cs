using System.Globalization;
using LiveParking.SystemTests.Processes;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Abuse;

/// <summary>
/// Honest callers have the system for themselves, then beside one caller who does its worst from another process and address, then alone again.
/// </summary>
/// <param name="log">For the table of what was measured.</param>
internal sealed class AbuseRun(ITestOutputHelper log)
{
    private const string Quiet = "quiet", Abuse = "abuse", After = "after";

    /// <summary>The limit of a delay is never less than this: a quiet machine answers in a millisecond.</summary>
    private const double MinLimitMs = 20;

    private const double Factor = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>The calls whose p95 under abuse was over the limit, each with both values.</summary>
    public List<string> TooSlow { get; } = [];

    /// <summary>By how many MB the process was larger at the end than before the abuse.</summary>
    public double MemoryGrowthMb { get; private set; }

    /// <summary>Runs it, and requires that no honest caller was refused anything and no reading got lost.</summary>
    /// <param name="who"><c>sensor</c>, <c>viewer</c> or <c>nobody</c>.</param>
    /// <param name="quiet">How long the honest callers run alone before the abuse.</param>
    /// <param name="abuse">How long the abuse lasts.</param>
    /// <param name="after">How long after the abuse the memory is measured.</param>
    public async Task RunAsync(string who, TimeSpan quiet, TimeSpan abuse, TimeSpan after)
    {
        await using var site = new HonestSite();
        await site.StartAsync();
        await using var callers = await HonestCallers.StartAsync(site, await site.TokenAsync("sensor", "gate"), await site.TokenAsync("viewer", "visitor"));
        var token = who == "nobody" ? null : await site.TokenAsync(who, "abuser");
        callers.BeginPhase("warm-up");
        await Task.Delay(WarmUp, TimeProvider.System);
        callers.BeginPhase(Quiet);
        await Task.Delay(quiet, TimeProvider.System);
        var before = site.ResidentMegabytes();
        callers.BeginPhase(Abuse);
        var tally = await AbuseAsync(site, who, token, abuse);
        var atEnd = site.ResidentMegabytes();
        callers.BeginPhase(After);
        await Task.Delay(after, TimeProvider.System);
        var afterwards = site.ResidentMegabytes();
        Assert.True(site.IsRunning);
        await callers.StopAsync();

        foreach (var line in tally)
            log.WriteLine($"  {line}");
        log.WriteLine($"{callers.Accepted} honest readings were accepted, {callers.Faults.Count} honest calls failed, {callers.TimedOut} had no answer in time.");
        foreach (var call in Enum.GetValues<HonestCall>())
            Compare(callers, call);
        MemoryGrowthMb = afterwards - before;
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Memory: {before:0} MB before, {atEnd:0} MB at the end of the abuse, {afterwards:0} MB {after.TotalSeconds:0} s later."));
        Assert.True(callers.Faults.Count == 0, string.Join('\n', callers.Faults.Take(5)));
        Assert.True(callers.Accepted > 0);
    }

    /// <summary>Lets the abuser do its worst.</summary>
    /// <returns>The results of its attacks.</returns>
    private static async Task<IReadOnlyList<string>> AbuseAsync(HonestSite site, string who, string? token, TimeSpan time)
    {
        using var folder = new TempFolder();
        List<string> command =
        [
            "dotnet", Path.Combine(Repository.Programs, "LiveParking.Abuser.dll"), who, site.Address.GetLeftPart(UriPartial.Authority),
            time.TotalSeconds.ToString(CultureInfo.InvariantCulture), "127.0.0.77", HonestSite.Location, HonestSite.Level, HonestSite.Camera,
        ];
        if (token is not null)
            command.Add(token);
        await using var abuser = await Child.StartAsync("abuser", folder.Path, command);
        Assert.True(await abuser.ExitAsync(time + Child.Timeout) == 0, abuser.Tail());
        Assert.NotEmpty(abuser.Output);
        return abuser.Output;
    }

    private void Compare(HonestCallers callers, HonestCall call)
    {
        var (alone, beside) = (callers.Of(Quiet, call), callers.Of(Abuse, call));
        var (quiet, abused) = (alone.Percentile(0.95), beside.Percentile(0.95));
        var limit = Math.Max(MinLimitMs, Factor * quiet);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{call,-15} quiet: {alone.Count,5} calls, p50 {alone.Percentile(0.5),6:0.0}, p95 {quiet,6:0.0} ms;  abuse: {beside.Count,5} calls, p50 {beside.Percentile(0.5),6:0.0}, "
            + $"p95 {abused,6:0.0}, p99 {beside.Percentile(0.99),6:0.0} ms;  limit {limit:0} ms");
        log.WriteLine(line);
        // Without a quiet value there is nothing to compare with.
        if (alone.Count == 0 || abused >= limit)
            TooSlow.Add(line);
    }
}
