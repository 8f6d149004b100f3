using System.Text.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Hosting.Redis;
using LiveParking.StoreTests.Stores;
using LiveParking.StoreWriter;
using Orleans.Persistence.Redis;
using Orleans.Runtime;
using Orleans.Storage;
using StackExchange.Redis;

namespace LiveParking.StoreTests.Storage;

/// <summary>The guarantees of grain storage, on any store.</summary>
public abstract class StorageContract : IAsyncLifetime
{
    private readonly IStoreUnderTest _store;
    private readonly GrainId _grain = GrainId.Create("note", $"site/{Guid.NewGuid():N}");
    private StorageClient _client = null!;

    protected StorageContract(IStoreUnderTest store) => _store = store;

    private IGrainStorage Storage => _client.Storage;

    public async Task InitializeAsync()
    {
        await _store.StartAsync();
        _client = await StorageClient.ConnectAsync(_store.ConnectionString, _store.Flush);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Read_nothing_written_record_does_not_exist()
    {
        var state = await ReadAsync();

        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
    }

    [Fact]
    public async Task Write_then_read_gives_the_same_state()
    {
        var written = await WriteAsync(1, size: 100);
        var read = await ReadAsync();

        Assert.True(read.RecordExists);
        Assert.Equal(written.ETag, read.ETag);
        Assert.Equal(1, read.State!.Number);
        Assert.True(read.State.IsWhole("k", 100));
    }

    [Fact]
    public async Task Write_with_the_tag_of_an_older_state_is_refused_and_changes_nothing()
    {
        var first = await WriteAsync(1);
        var stale = new GrainState<Note>(Note.Create("k", 9, 10)) { ETag = first.ETag };
        first.State = Note.Create("k", 2, 10);
        await Storage.WriteStateAsync("state", _grain, first);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("state", _grain, stale));

        Assert.Equal(2, (await ReadAsync()).State!.Number);
    }

    [Fact]
    public async Task Write_by_two_at_once_with_the_same_tag_one_wins()
    {
        await using var other = await StorageClient.ConnectAsync(_store.ConnectionString, _store.Flush);
        var current = await WriteAsync(0);
        for (var round = 1; round <= 50; round++)
        {
            var mine = new GrainState<Note>(Note.Create("k", round, 10)) { ETag = current.ETag };
            var theirs = new GrainState<Note>(Note.Create("k", -round, 10)) { ETag = current.ETag };
            var results = await Task.WhenAll(TryWriteAsync(Storage, mine), TryWriteAsync(other.Storage, theirs));

            Assert.Single(results, true);
            current = await ReadAsync();
            Assert.Equal(results[0] ? round : -round, current.State!.Number);
        }
    }

    [Fact]
    public async Task Clear_then_write_with_the_old_tag_is_refused()
    {
        var state = await WriteAsync(1);
        var old = new GrainState<Note>(Note.Create("k", 2, 10)) { ETag = state.ETag };

        await Storage.ClearStateAsync("state", _grain, state);

        var read = await ReadAsync();
        Assert.False(read.RecordExists);
        Assert.Equal(state.ETag, read.ETag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("state", _grain, old));
        read.State = Note.Create("k", 3, 10);
        await Storage.WriteStateAsync("state", _grain, read);
        Assert.Equal(3, (await ReadAsync()).State!.Number);
    }

    [Fact]
    public async Task Write_of_three_megabytes_is_read_back_whole()
    {
        const int Size = 3_000_000;
        await WriteAsync(1, Size);

        Assert.True((await ReadAsync()).State!.IsWhole("k", Size));
    }

    [Fact]
    public async Task Stored_state_read_by_hand_is_JSON_under_a_readable_key()
    {
        await WriteAsync(7, size: 3);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(RedisConnection.Parse(_store.ConnectionString));

        string? data = await redis.GetDatabase().HashGetAsync($"live-parking/state/note/{_grain.Key}/state", "data");

        using var json = JsonDocument.Parse(data!);
        Assert.Equal(7, json.RootElement.GetProperty("number").GetInt64());
        Assert.Equal("k", json.RootElement.GetProperty("key").GetString());
    }

    [Fact]
    public async Task Write_then_restart_of_the_store_is_still_there()
    {
        await WriteAsync(5);

        await _store.StopAsync();
        await _store.StartAsync();

        await Eventually.HoldsAsync(async () => await TryReadAsync() is { State.Number: 5 }, "the state is read again");
    }

    /// <summary>The caller got an error for its write, so the write must not be executed when the store is back.</summary>
    [Fact]
    public async Task Write_while_the_store_is_away_fails_at_once_and_is_not_carried_out_later()
    {
        var state = await WriteAsync(1);
        await _store.StopAsync();
        for (var i = 0; i < 20; i++)
        {
            var lost = new GrainState<Note>(Note.Create("k", 100 + i, 10)) { ETag = state.ETag };
            await Assert.ThrowsAsync<RedisStorageException>(() => Storage.WriteStateAsync("state", _grain, lost));
        }

        await _store.StartAsync();
        await Eventually.HoldsAsync(async () => await TryReadAsync() is not null, "the store answers again");

        var read = await ReadAsync();
        Assert.Equal(1, read.State!.Number);
        read.State = Note.Create("k", 2, 10);
        await Storage.WriteStateAsync("state", _grain, read);
        Assert.Equal(2, (await ReadAsync()).State!.Number);
    }

    private async Task<GrainState<Note>> WriteAsync(long number, int size = 10)
    {
        var state = new GrainState<Note>(Note.Create("k", number, size));
        await Storage.WriteStateAsync("state", _grain, state);
        return state;
    }

    private async Task<GrainState<Note>> ReadAsync()
    {
        var state = new GrainState<Note>(new Note());
        await Storage.ReadStateAsync("state", _grain, state);
        return state;
    }

    private async Task<GrainState<Note>?> TryReadAsync()
    {
        try
        {
            return await ReadAsync();
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private async Task<bool> TryWriteAsync(IGrainStorage storage, GrainState<Note> state)
    {
        try
        {
            await storage.WriteStateAsync("state", _grain, state);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}
