using LiveParking.Grains.History;
using LiveParking.Grains.Interfaces.History;
using LiveParking.StoreTests.Stores;
using LiveParking.StoreWriter;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace LiveParking.StoreTests.History;

/// <summary>The chunks of a level's history in a real store.</summary>
public abstract class HistoryChunksContract(IStoreUnderTest store) : IAsyncLifetime
{
    private const int Day = 24 * 60;

    private readonly GrainId _grain = GrainId.Create("level-history", $"site/{Guid.NewGuid():N}");

    public Task InitializeAsync() => store.StartAsync();

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Chunks_are_added_to_written_over_and_cleared_and_survive_a_restart_of_the_store()
    {
        await using var client = await StorageClient.ConnectAsync(store.ConnectionString, store.Flush);
        var chunks = new HistoryChunks(client.Storage, _grain, NullLogger.Instance);
        await chunks.MergeAsync(HistoryRing.Minutes, 100, Buckets(100 * Day, 60, value: 7));
        await chunks.MergeAsync(HistoryRing.Minutes, 100, Buckets((100 * Day) + 60, 60, value: 8));
        await chunks.MergeAsync(HistoryRing.Minutes, 131, Buckets(131 * Day, Day, value: 9));
        await chunks.MergeAsync(HistoryRing.Hours, 3, Buckets(3 * 768, 24, value: 10));

        await store.StopAsync();
        await store.StartAsync();
        await Eventually.HoldsAsync(async () => await TryReadAsync(chunks, 100, 100) is { Count: 120 }, "the chunks are read");

        Assert.Equal([7, 8, 9], (await chunks.ReadAsync(HistoryRing.Minutes, 0, 1_000)).Values.Select(bucket => bucket.Max).Distinct());
        Assert.Equal(24, (await chunks.ReadAsync(HistoryRing.Hours, 3, 3)).Count);
        await chunks.MergeAsync(HistoryRing.Minutes, 132, Buckets(132 * Day, 1, value: 11));
        Assert.Equal(Day + 1, (await chunks.ReadAsync(HistoryRing.Minutes, 0, 1_000)).Count);

        await chunks.ClearAsync();
        Assert.Empty(await chunks.ReadAsync(HistoryRing.Minutes, 0, 1_000));
        await chunks.MergeAsync(HistoryRing.Minutes, 132, Buckets(132 * Day, 2, value: 12));
        Assert.Equal(2, (await chunks.ReadAsync(HistoryRing.Minutes, 0, 1_000)).Count);
    }

    /// <summary>A silo that dies, or a store that fails, while minutes move into their chunks: they move again, when later days already have the slots.</summary>
    [Fact]
    public async Task Minutes_are_added_again_when_later_days_have_their_slots_and_their_hour_stays_whole()
    {
        await using var client = await StorageClient.ConnectAsync(store.ConnectionString, store.Flush);
        var chunks = new HistoryChunks(client.Storage, _grain, NullLogger.Instance);
        var hour = (100 * Day) + (23 * 60);
        var rest = Buckets(hour + 20, 40, value: 400).Concat(Enumerable.Range(101, 40).SelectMany(day => Buckets(day * Day, 60, value: 5))).ToList();

        await chunks.AddAsync([.. Buckets(hour, 20, value: 900)]);
        await chunks.AddAsync(rest);
        await chunks.AddAsync(rest);

        var query = new HistoryQuery(At(hour), At(hour + 60), TimeSpan.FromHours(1));
        var whole = new Bucket(400, 900, ((20 * 900) + (40 * 400)) / 60.0, 100, 60);
        Assert.Equal(Rounded(whole), Rounded(Assert.Single(await chunks.HoursAsync(query, []), bucket => bucket.Key == hour / 60).Value));
        Assert.Equal(Rounded(whole), Rounded(Assert.Single(await chunks.HoursAsync(query, rest), bucket => bucket.Key == hour / 60).Value));
        Assert.Equal(41, (await chunks.ReadAsync(HistoryRing.Hours, 0, 1_000)).Count);
    }

    private static DateTimeOffset At(int minute) => DateTimeOffset.UnixEpoch.AddMinutes(minute);

    /// <summary>A stored mean has 16 bits.</summary>
    private static Bucket Rounded(Bucket bucket) => bucket with { Mean = Math.Round(bucket.Mean, 1) };

    private static async Task<SortedDictionary<long, Bucket>?> TryReadAsync(HistoryChunks chunks, long first, long last)
    {
        try
        {
            return await chunks.ReadAsync(HistoryRing.Minutes, first, last);
        }
        catch (LiveParking.Grains.Interfaces.StoreUnavailableException)
        {
            return null;
        }
    }

    private static IEnumerable<KeyValuePair<long, Bucket>> Buckets(long start, int count, int value) =>
        Enumerable.Range(0, count).Select(i => new KeyValuePair<long, Bucket>(start + i, new Bucket(value, value, value, 100)));
}
