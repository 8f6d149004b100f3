using LiveParking.Grains.History;
using LiveParking.Grains.Interfaces.History;
using LiveParking.StoreTests.Stores;
using LiveParking.StoreWriter;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;
using Orleans.Storage;

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

    /// <summary>The store fails when the first of the later days has its slot, and everything is added again.</summary>
    [Fact]
    public async Task Minutes_whose_store_fails_half_way_are_added_again_and_their_hour_stays_whole()
    {
        await using var client = await StorageClient.ConnectAsync(store.ConnectionString, store.Flush);
        var failing = new FailingStorage(client.Storage);
        var chunks = new HistoryChunks(failing, _grain, NullLogger.Instance);
        var hour = (100 * Day) + (23 * 60);
        var rest = Buckets(hour + 20, 40, value: 400).Concat(Enumerable.Range(101, 40).SelectMany(day => Buckets(day * Day, 60, value: 5))).ToList();
        await chunks.AddAsync([.. Buckets(hour, 20, value: 900)]);

        // Day 132 takes the slot of day 100, and day 133 can't be stored.
        failing.FailAt = HistoryRing.Minutes.StateName(HistoryRing.Minutes.SlotOf(133));
        await Assert.ThrowsAsync<IOException>(() => chunks.AddAsync(rest));
        failing.FailAt = null;
        await chunks.AddAsync(rest);

        Assert.Equal(60, (await chunks.ReadAsync(HistoryRing.Hours, 0, 1_000))[hour / 60].Minutes);
    }

    /// <summary>A silo writes a chunk and dies before the state that lists it.</summary>
    [Fact]
    public async Task Clear_removes_chunks_that_no_stored_state_lists()
    {
        await using var client = await StorageClient.ConnectAsync(store.ConnectionString, store.Flush);
        await new HistoryChunks(client.Storage, _grain, NullLogger.Instance).AddAsync([.. Buckets(100 * Day, 60, value: 900)]);

        var next = new HistoryChunks(client.Storage, _grain, NullLogger.Instance);
        await next.ClearAsync();
        await next.AddAsync([.. Buckets(100 * Day, 1, value: 5)]);

        Assert.Equal(1, Assert.Single(await next.ReadAsync(HistoryRing.Hours, 0, 1_000)).Value.Minutes);
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

    /// <summary>A store that fails to write one state.</summary>
    private sealed class FailingStorage(IGrainStorage storage) : IGrainStorage
    {
        /// <summary>The name of the state that can't be written; null for none.</summary>
        public string? FailAt { get; set; }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ReadStateAsync(stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            stateName == FailAt ? throw new IOException("The store is away.") : storage.WriteStateAsync(stateName, grainId, grainState);

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ClearStateAsync(stateName, grainId, grainState);
    }
}
