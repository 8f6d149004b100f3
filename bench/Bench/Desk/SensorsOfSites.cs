using System.Globalization;
using LiveParking.Bench.Sites.Load;
using LiveParking.Bench.Sites.Running;

namespace LiveParking.Bench.Desk;

/// <summary>The sensors of some sites, which send every second, and then stop.</summary>
internal sealed class SensorsOfSites(SitesClient client, SitePlan plan, int sites)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>All their sensors send for a time.</summary>
    public async Task LiveAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var maker = new SiteMaker(client, plan, 1);
        using var timer = new PeriodicTimer(Interval);
        for (var step = 0; step < time / Interval; step++)
        {
            var now = TimeProvider.System.GetUtcNow();
            foreach (var levels in Enumerable.Range(0, sites * plan.LevelsEach).Chunk(1_000))
                await client.ReportAsync("readings", [.. levels.Select(level => maker.Reading(level, string.Create(CultureInfo.InvariantCulture, $"alive-{now.Ticks}-{step}"), now))], cancellationToken);
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
