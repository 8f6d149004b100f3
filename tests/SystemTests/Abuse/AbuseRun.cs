using System.Globalization;
using LiveParking.SystemTests.Processes;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Abuse;

/// <summary>
/// Normal clients run alone, then together with one abusive client (own process and IP address), then alone again.
/// </summary>
/// <param name="log">For the table of what was measured.</param>
internal sealed class AbuseRun(ITestOutputHelper log)
{
    private const string Quiet = "quiet", Abuse = "abuse", After = "after";

    /// <summary>Lower bound of the latency limit in ms, because an idle machine answers in 1 ms.</summary>
    private const double MinLimitMs = 20;

    /// <summary>A p95 under abuse may be this many times the quiet p95.</summary>
    private const double AllowedSlowdown = 5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>The calls whose p95 under abuse was over the limit, each with both values.</summary>
    public List<string> TooSlow { get; } = [];

    /// <summary>Resident memory after the run minus before the abuse, MB.</summary>
    public double MemoryGrowthMb { get; private set; }

    /// <summary>Runs the three phases. Asserts that no call of a normal client failed and that at least one of its readings was accepted.</summary>
    /// <param name="abuserRole"><c>sensor</c>, <c>viewer</c> or <c>nobody</c>.</param>
    /// <param name="quiet">How long the normal clients run alone before the abuse.</param>
    /// <param name="abuse">How long the abuse lasts.</param>
    /// <param name="after">Wait between the end of the abuse and the last memory measurement.</param>
    public async Task RunAsync(string abuserRole, TimeSpan quiet, TimeSpan abuse, TimeSpan after)
    {
        await using var site = new AbuseTestSite();
        await site.StartAsync();
        await using var clients = await NormalClients.StartAsync(site, await site.TokenAsync("sensor", "gate"), await site.TokenAsync("viewer", "visitor"));
        var token = abuserRole == "nobody" ? null : await site.TokenAsync(abuserRole, "abuser");
        clients.BeginPhase("warm-up");
        await Task.Delay(WarmUp, TimeProvider.System);
        clients.BeginPhase(Quiet);
        await Task.Delay(quiet, TimeProvider.System);
        var before = site.ResidentMegabytes();
        clients.BeginPhase(Abuse);
        var tally = await AbuseAsync(site, abuserRole, token, abuse);
        var atEnd = site.ResidentMegabytes();
        clients.BeginPhase(After);
        await Task.Delay(after, TimeProvider.System);
        var afterwards = site.ResidentMegabytes();
        Assert.True(site.IsRunning);
        await clients.StopAsync();

        foreach (var line in tally)
            log.WriteLine($"  {line}");
        log.WriteLine($"{clients.Accepted} readings of normal clients were accepted, {clients.Faults.Count} of their calls failed, {clients.TimedOut} had no answer in time.");
        foreach (var call in Enum.GetValues<ClientCall>())
            Compare(clients, call);
        MemoryGrowthMb = afterwards - before;
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Memory: {before:0} MB before, {atEnd:0} MB at the end of the abuse, {afterwards:0} MB {after.TotalSeconds:0} s later."));
        Assert.True(clients.Faults.Count == 0, string.Join('\n', clients.Faults.Take(5)));
        Assert.True(clients.Accepted > 0);
    }

    /// <summary>Runs the abuser program.</summary>
    /// <returns>The results of its attacks.</returns>
    private static async Task<IReadOnlyList<string>> AbuseAsync(AbuseTestSite site, string abuserRole, string? token, TimeSpan time)
    {
        using var folder = new TempFolder();
        List<string> command =
        [
            "dotnet", Path.Combine(Repository.Programs, "LiveParking.Abuser.dll"), abuserRole, site.Address.GetLeftPart(UriPartial.Authority),
            time.TotalSeconds.ToString(CultureInfo.InvariantCulture), "127.0.0.77", AbuseTestSite.Location, AbuseTestSite.Level, AbuseTestSite.Camera,
        ];
        if (token is not null)
            command.Add(token);
        await using var abuser = await Child.StartAsync("abuser", folder.Path, command);
        Assert.True(await abuser.ExitAsync(time + Child.Timeout) == 0, abuser.Tail());
        Assert.NotEmpty(abuser.Output);
        return abuser.Output;
    }

    private void Compare(NormalClients clients, ClientCall call)
    {
        var (quietCalls, abuseCalls) = (clients.Durations(Quiet, call), clients.Durations(Abuse, call));
        var (quiet, abused) = (quietCalls.Percentile(0.95), abuseCalls.Percentile(0.95));
        var limit = Math.Max(MinLimitMs, AllowedSlowdown * quiet);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{call,-15} quiet: {quietCalls.Count,5} calls, p50 {quietCalls.Percentile(0.5),6:0.0}, p95 {quiet,6:0.0} ms;  abuse: {abuseCalls.Count,5} calls, p50 {abuseCalls.Percentile(0.5),6:0.0}, "
            + $"p95 {abused,6:0.0}, p99 {abuseCalls.Percentile(0.99),6:0.0} ms;  limit {limit:0} ms");
        log.WriteLine(line);
        // Without a quiet value there is nothing to compare with.
        if (quietCalls.Count == 0 || abused >= limit)
            TooSlow.Add(line);
    }
}
