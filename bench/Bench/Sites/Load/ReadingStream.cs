using System.Diagnostics;
using System.Globalization;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Sites.Running;

namespace LiveParking.Bench.Sites.Load;

/// <summary>
/// Readings in steady steps, one a request, on all levels in turn. Each level belongs to one sender, so that what it shows in the end is known.
/// </summary>
internal sealed class ReadingStream(SitesClient client, SitePlan plan, int rate)
{
    private readonly int _senders = Math.Min(Math.Min(32, rate), plan.Levels);

    /// <summary>Sends for a time.</summary>
    /// <returns>Time of each from request to answer, in milliseconds.</returns>
    public async Task<Distribution> RunAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, _senders).Select(sender => SendAsync(sender, began, time, cancellationToken)));
        return Distribution.Of(times.SelectMany(senderTimes => senderTimes));
    }

    private async Task<List<double>> SendAsync(int sender, long began, TimeSpan time, CancellationToken cancellationToken)
    {
        var maker = new SiteMaker(client, plan, 1);
        List<double> times = [];
        var level = sender;
        for (var step = 0; ; step++)
        {
            var due = TimeSpan.FromSeconds((step * _senders + sender) / (double)rate);
            if (due >= time)
                return times;
            var wait = due - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, cancellationToken);

            plan[level] = (plan[level] + 17) % (SitePlan.Spots + 1);
            var reading = maker.Reading(level, string.Create(CultureInfo.InvariantCulture, $"{began}-{step}"), TimeProvider.System.GetUtcNow());
            var sent = Stopwatch.GetTimestamp();
            await client.ReportAsync($"locations/{reading.Location}/levels/{reading.Level}/readings", [reading], cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            level += _senders;
            if (level >= plan.Levels)
                level = sender;
        }
    }
}
