using LiveParking.EmbeddedStore;
using LiveParking.StoreWriter;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace LiveParking.StoreTests.Embedded;

/// <summary>Reads a store that no process writes any more.</summary>
internal static class Reader
{
    public static Task<StoreServer> OpenAsync(string folder, int memory = 64) =>
        StoreServer.StartAsync(new EmbeddedStoreOptions { DataFolder = folder, MemoryMegabytes = memory }, NullLoggerFactory.Instance, TimeProvider.System);

    /// <summary>The number of each key, after checking that its state is whole.</summary>
    public static async Task<Dictionary<string, long>> ReadAsync(StoreServer store, int keys, int size)
    {
        await using var client = await StorageClient.ConnectAsync(store.ConnectionString, store.FlushAsync);
        var numbers = new Dictionary<string, long>();
        for (var i = 0; i < keys; i++)
        {
            var key = $"k{i}";
            var state = new GrainState<Note>(new Note());
            await client.Storage.ReadStateAsync("state", GrainId.Create("note", key), state);
            Assert.True(!state.RecordExists || state.State!.IsWhole(key, size), $"The state of {key} is damaged.");
            numbers[key] = state.RecordExists ? state.State!.Number : 0;
        }

        return numbers;
    }

    /// <summary>Every acknowledged number is there; a number above it is a write whose answer did not come out any more.</summary>
    public static void AssertHolds(IReadOnlyDictionary<string, long> stored, IReadOnlyDictionary<string, long> acknowledged)
    {
        foreach (var (key, number) in acknowledged)
            Assert.InRange(stored[key], number, number + 1);
    }
}
