using System.Diagnostics;
using System.Globalization;
using LiveParking.Bench.Sites.Load;
using LiveParking.Bench.Sites.Running;

namespace LiveParking.Bench.Desk;

/// <summary>Changes in steady steps, one reading a request, of the first level of each location in turn.</summary>
internal sealed class ChangeStream(SitesClient client, SitePlan plan, PendingChanges pending, int rate)
{
    private readonly int _senders = Math.Min(Math.Min(32, rate), plan.Locations);

    /// <summary>Sends for a time.</summary>
    public Task RunAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        return Task.WhenAll(Enumerable.Range(0, _senders).Select(sender => SendAsync(sender, began, time, cancellationToken)));
    }

    private async Task SendAsync(int sender, long began, TimeSpan time, CancellationToken cancellationToken)
    {
        var maker = new SiteMaker(client, plan, 1);
        var location = sender;
        for (var step = 0; ; step++)
        {
            var due = TimeSpan.FromSeconds((step * _senders + sender) / (double)rate);
            if (due >= time)
                return;
            var wait = due - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, cancellationToken);
            var level = location * plan.LevelsEach;
            plan[level] = (plan[level] + 17) % (SitePlan.Spots + 1);
            var reading = maker.Reading(level, string.Create(CultureInfo.InvariantCulture, $"{began}-{step}"), TimeProvider.System.GetUtcNow());
            pending.Send(reading.Location, Enumerable.Range(level, plan.LevelsEach).Sum(one => plan[one]));
            await client.ReportAsync($"locations/{reading.Location}/levels/{reading.Level}/readings", [reading], cancellationToken);
            location += _senders;
            if (location >= plan.Locations)
                location = sender;
        }
    }
}
