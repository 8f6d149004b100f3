using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.ClusterTests.Audit;

[Collection(ParkingCollection.Name)]
public sealed class AuditTrailTests(ParkingFixture parking)
{
    [Fact]
    public async Task Entries_that_are_added_ended_and_added_again_at_the_same_time_are_all_there_once_and_ended()
    {
        const int Count = 1_200;
        var trail = parking.Cluster.GrainFactory.GetGrain<IAuditGrain>(IAuditGrain.WatchesOf($"site-{Guid.NewGuid():N}"));
        var now = TimeProvider.System.GetUtcNow();
        // Of some time ago, as those of a caller that got no answer.
        var entries = Enumerable.Range(0, Count)
            .Select(i => new AuditEntry($"{i:D5}", now.AddSeconds(-10).AddMilliseconds(i), "camera.watch", new AuditAuthor("anonymous"), AuditOutcome.Begun, "site", "gate")).ToList();
        await Parallel.ForEachAsync(entries.Chunk(25), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (some, _) =>
        {
            await trail.AddAsync(some);
            await Task.WhenAll(
                trail.EndAsync([.. some.Select(entry => new AuditEnd(entry.Id, entry.At, now, AuditOutcome.Done))]),
                trail.AddAsync(some));
        });

        List<AuditEntry> found = [];
        for (AuditPosition? after = null; ;)
        {
            var page = await trail.FindAsync(new AuditQuery(now.AddHours(-1), now.AddHours(1), 100, After: after));
            found.AddRange(page.Entries);
            if (page.Next is null)
                break;
            after = page.Next;
        }

        Assert.Equal(entries.Select(entry => entry.Id).Reverse(), found.Select(entry => entry.Id));
        Assert.All(found, entry => Assert.Equal(AuditOutcome.Done, entry.Outcome));
    }
}
