using LiveParking.EmbeddedStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveParking.StoreTests.Stores;

internal sealed class EmbeddedStoreUnderTest : IStoreUnderTest
{
    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private StoreServer? _store;

    public string ConnectionString => $"127.0.0.1:{_port},password=of-the-test";

    public Func<Task> Flush => () => _store!.FlushAsync();

    public async Task StartAsync() => _store = await StoreServer.StartAsync(
        new EmbeddedStoreOptions { DataFolder = _folder.Path, Port = _port, Password = "of-the-test", MemoryMegabytes = 16, LogLimitMegabytes = 16 },
        NullLoggerFactory.Instance,
        TimeProvider.System);

    public async Task StopAsync() => await _store!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        _folder.Dispose();
    }
}
