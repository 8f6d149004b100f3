using LiveParking.Grains.History;
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
    public async Task Chunks_AreAddedToWrittenOverAndCleared_AndSurviveARestartOfTheStore()
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
