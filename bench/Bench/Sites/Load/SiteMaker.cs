using LiveParking.Bench.Sites.Running;

namespace LiveParking.Bench.Sites.Load;

/// <summary>Makes the locations and levels as an operator would, and gives each level its first reading.</summary>
internal sealed class SiteMaker(SitesClient client, SitePlan plan, int callers)
{
    /// <summary>The maximum number in one request.</summary>
    private const int ReadingsAtOnce = 1000;

    /// <summary>Makes them, many at a time.</summary>
    public Task MakeAsync(CancellationToken cancellationToken) => Parallel.ForAsync(0, plan.Locations, AtOnce(cancellationToken), async (number, stop) =>
    {
        var location = SitePlan.Location(number);
        await client.PutAsync($"locations/{location}", new { name = $"Site {number}", address = "1 Bench Road", timeZone = "Asia/Jakarta" }, stop);
        for (var level = number * plan.LevelsEach; level < (number + 1) * plan.LevelsEach; level++)
        {
            await client.PutAsync(
                $"locations/{location}/levels/{plan.LevelOf(level)}",
                new { name = $"Level {level % plan.LevelsEach}", counting = "count", capacity = new { standard = SitePlan.Spots - 10, disabled = 4, ev = 6 } },
                stop);
        }
    });

    /// <summary>Sends the number of cars on each level.</summary>
    public Task CountAllAsync(CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(Enumerable.Range(0, plan.Levels).Chunk(ReadingsAtOnce), AtOnce(cancellationToken), async (levels, stop) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            await client.ReportAsync("readings", [.. levels.Select(level => Reading(level, "first", now))], stop);
        });

    /// <summary>A count of the cars that the plan has there.</summary>
    public AddressedReading Reading(int level, string id, DateTimeOffset at) =>
        new(plan.LocationOf(level), plan.LevelOf(level), id, plan.SensorOf(level), at, "count", plan[level]);

    private ParallelOptions AtOnce(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = callers, CancellationToken = cancellationToken };
}
