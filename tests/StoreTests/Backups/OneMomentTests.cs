using LiveParking.Backups;
using LiveParking.EmbeddedStore;
using LiveParking.StoreTests.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace LiveParking.StoreTests.Backups;

/// <summary>What is read while others write is the state of one moment.</summary>
public sealed class OneMomentTests
{
    private const string Service = "live-parking";
    private const int Pairs = 40;

    [Fact]
    public async Task In_redis_no_later_write_is_seen_without_an_earlier_one()
    {
        await using var redis = new RedisUnderTest();
        await redis.StartAsync();
        await using var writer = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        await using var states = await StateStore.ConnectAsync(redis.ConnectionString, Service);
        await RequireOneMomentAsync(
            async (key, number) => await writer.GetDatabase().HashSetAsync($"{Service}/state/{key}", "data", number),
            states.ReadAtOneMomentAsync);
    }

    [Fact]
    public async Task In_the_embedded_store_no_later_write_is_seen_without_an_earlier_one()
    {
        using var folder = new TempFolder();
        await using var store = await StoreServer.StartAsync(new EmbeddedStoreOptions { DataFolder = folder.Path }, NullLoggerFactory.Instance, TimeProvider.System);
        await using var writer = await ConnectionMultiplexer.ConnectAsync(store.ConnectionString);
        await using var states = await StateStore.ConnectAsync(store.ConnectionString, Service);
        await RequireOneMomentAsync(
            (key, number) => store.WriteAsync(() => writer.GetDatabase().HashSetAsync($"{Service}/state/{key}", "data", number)),
            async () =>
            {
                using var pause = await store.PauseWritesAsync();
                return await states.ReadAsync();
            });
    }

    [Fact]
    public async Task A_pause_that_is_given_up_lets_writes_run_again()
    {
        using var folder = new TempFolder();
        await using var store = await StoreServer.StartAsync(new EmbeddedStoreOptions { DataFolder = folder.Path }, NullLoggerFactory.Instance, TimeProvider.System);
        var release = new TaskCompletionSource();
        var write = store.WriteAsync(() => release.Task);
        using var giveUp = new CancellationTokenSource();
        var pause = store.PauseWritesAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pause);
        await Eventually.WithinAsync(store.WriteAsync(() => Task.CompletedTask));

        release.SetResult();
        await Eventually.WithinAsync(write);
        (await Eventually.WithinAsync(store.PauseWritesAsync())).Dispose();
        await Eventually.WithinAsync(store.WriteAsync(() => Task.CompletedTask));
    }

    /// <summary>Each writer writes to <c>a</c>, then to <c>b</c>, and creates a new state after that; so at any moment a is b or one more, and new states are complete.</summary>
    private static async Task RequireOneMomentAsync(Func<string, int, Task> write, Func<Task<IReadOnlyList<StoredState>>> readAll)
    {
        using var stop = new CancellationTokenSource();
        var acknowledged = new int[Pairs];
        var writers = Enumerable.Range(0, Pairs).Select(async pair =>
        {
            for (var number = 1; !stop.IsCancellationRequested; number++)
            {
                await write($"a/{pair}", number);
                await write($"b/{pair}", number);
                if (number % 5 == 0)
                    await write($"made/{pair}/{number:D5}", number);
                Volatile.Write(ref acknowledged[pair], number);
            }
        }).ToList();
        await Eventually.HoldsAsync(() => acknowledged.All(number => number > 3), "all write");
        for (var round = 0; round < 5; round++)
        {
            var before = acknowledged.Select((_, pair) => Volatile.Read(ref acknowledged[pair])).ToList();
            var states = (await readAll()).ToDictionary(state => state.Key, state => int.Parse(state.Fields["data"], System.Globalization.CultureInfo.InvariantCulture));
            for (var pair = 0; pair < Pairs; pair++)
            {
                var (a, b) = (states[$"a/{pair}"], states[$"b/{pair}"]);
                Assert.InRange(b, before[pair], a);
                Assert.InRange(a - b, 0, 1);
                // Made after b was written, and before a was written again.
                var made = states.Keys.Where(key => key.StartsWith($"made/{pair}/", StringComparison.Ordinal)).Select(key => states[key]).DefaultIfEmpty(0).Max();
                Assert.InRange(made, (a == b ? a - 1 : b) / 5 * 5, b);
            }
        }

        await stop.CancelAsync();
        await Eventually.WithinAsync(Task.WhenAll(writers));
    }
}
