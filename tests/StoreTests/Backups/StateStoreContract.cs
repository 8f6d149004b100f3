using LiveParking.Backups;
using LiveParking.Grains.Storage;
using LiveParking.StoreTests.Stores;
using LiveParking.StoreWriter;
using Orleans;
using Orleans.Runtime;
using StackExchange.Redis;

namespace LiveParking.StoreTests.Backups;

/// <summary>Reading and writing the state as a whole, on any store.</summary>
public abstract class StateStoreContract : IAsyncLifetime
{
    private const string Service = "live-parking";

    private readonly IStoreUnderTest _store;
    private readonly IStoreUnderTest _other;

    protected StateStoreContract(IStoreUnderTest store, IStoreUnderTest other) => (_store, _other) = (store, other);

    public Task InitializeAsync() => Task.WhenAll(_store.StartAsync(), _other.StartAsync());

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task What_grains_wrote_is_read_by_grains_of_another_store_with_the_same_tags()
    {
        var grains = Enumerable.Range(0, 1_200).Select(number => GrainId.Create("note", $"site *[?]\\/é{number}")).ToList();
        List<string?> tags = [];
        await using (var writer = await StorageClient.ConnectAsync(_store.ConnectionString, _store.Flush))
        {
            foreach (var (grain, number) in grains.Select((grain, number) => (grain, number)))
            {
                var state = new GrainState<Note>(new Note(number, $"\"quoted\" \n ü {number}"));
                await writer.Storage.WriteStateAsync("note", grain, state);
                if (number % 100 == 0)
                    await writer.Storage.ClearStateAsync("note", grain, state);
                tags.Add(state.ETag);
            }
        }

        await using var states = await StateStore.ConnectAsync(_store.ConnectionString, Service);
        var read = await states.ReadAsync();
        await using (var target = await StateStore.ConnectAsync(_other.ConnectionString, Service))
            await target.RestoreAsync(read, "the store");

        Assert.Equal(grains.Count, read.Count);
        await using var reader = await StorageClient.ConnectAsync(_other.ConnectionString, _other.Flush);
        foreach (var ((grain, tag), number) in grains.Zip(tags).Select((pair, number) => (pair, number)))
        {
            var state = new GrainState<Note>();
            await reader.Storage.ReadStateAsync("note", grain, state);
            Assert.Equal(number % 100 == 0 ? null : new Note(number, $"\"quoted\" \n ü {number}"), state.RecordExists ? state.State : null);
            Assert.Equal(tag, state.ETag);
            // The tag counts for writes, so a late write of before is refused.
            await reader.Storage.WriteStateAsync("note", grain, state);
        }
    }

    [Fact]
    public async Task Keys_of_others_in_the_same_store_are_left_alone()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_store.ConnectionString);
        await connection.GetDatabase().HashSetAsync($"{Service}/members/live-parking", "silo", "alive");
        await connection.GetDatabase().HashSetAsync("live-parkings/state/level/a", "data", "{}");
        await connection.GetDatabase().StringSetAsync("other", "value");
        await connection.GetDatabase().HashSetAsync($"{Service}/state/level/a", "data", "{}");
        await using var states = await StateStore.ConnectAsync(_store.ConnectionString, Service);

        Assert.Equal("level/a", Assert.Single(await states.ReadAsync()).Key);
    }

    [Fact]
    public async Task A_store_with_state_is_not_written_to()
    {
        await using var target = await StateStore.ConnectAsync(_store.ConnectionString, Service);
        await target.RestoreAsync([Some(1)], "the store");

        var error = await Assert.ThrowsAsync<BackupException>(() => target.RestoreAsync([Some(2)], "the store"));

        Assert.Equal("the store holds 1 states already: restore into an empty one.", error.Message);
        Assert.Equal([Some(1)], await target.ReadAsync());
    }

    [Fact]
    public async Task A_restore_that_was_interrupted_is_told_and_can_be_done_again()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_store.ConnectionString);
        await connection.GetDatabase().StringSetAsync($"{Service}/restoring", "yes");
        await connection.GetDatabase().HashSetAsync($"{Service}/state/level/1", "data", "half");
        await using var target = await StateStore.ConnectAsync(_store.ConnectionString, Service);
        Assert.True(await target.IsRestoringAsync());

        await target.RestoreAsync([Some(1), Some(2)], "the store");

        Assert.False(await target.IsRestoringAsync());
        Assert.Equal([Some(1), Some(2)], await target.ReadAsync());
    }

    [Fact]
    public async Task A_restore_whose_files_could_not_be_written_has_not_finished_and_can_be_done_again()
    {
        await using var target = await StateStore.ConnectAsync(_store.ConnectionString, Service);

        await Assert.ThrowsAsync<IOException>(() => target.RestoreAsync([Some(1)], "the store", () => throw new IOException("The disk is full.")));
        Assert.True(await target.IsRestoringAsync());
        await target.RestoreAsync([Some(1)], "the store");

        Assert.False(await target.IsRestoringAsync());
        Assert.Equal([Some(1)], await target.ReadAsync());
    }

    [Fact]
    public async Task A_store_that_others_write_to_is_not_called_restored()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_store.ConnectionString);
        await connection.GetDatabase().StringSetAsync($"{Service}/restoring", "yes");
        await connection.GetDatabase().HashSetAsync($"{Service}/state/level/9", "data", "of somebody else");
        await using var target = await StateStore.ConnectAsync(_store.ConnectionString, Service);

        await Assert.ThrowsAsync<BackupException>(() => target.RestoreAsync([Some(1)], "the store"));

        Assert.True(await target.IsRestoringAsync(), "It does not count as done.");
    }

    private static StoredState Some(int number) => new($"level/{number}", new Dictionary<string, string> { ["data"] = $"{{\"n\":{number}}}", ["etag"] = $"{number}" });

    [GenerateSerializer]
    public sealed record Note([property: Id(0)] int Number, [property: Id(1)] string Text);
}

public sealed class EmbeddedToRedisTests() : StateStoreContract(new EmbeddedStoreUnderTest(), new RedisUnderTest());

public sealed class RedisToEmbeddedTests() : StateStoreContract(new RedisUnderTest(), new EmbeddedStoreUnderTest());
