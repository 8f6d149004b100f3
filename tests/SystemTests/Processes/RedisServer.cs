using System.Globalization;

namespace LiveParking.SystemTests.Processes;

/// <summary>A real <c>redis-server</c> that flushes every write before it answers, on a port and in a folder that survive a restart.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private Child? _server;

    /// <summary>Its port on loopback.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>For <c>ConnectionStrings__Redis</c>.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Starts it, or starts it again with what it had stored.</summary>
    public async Task StartAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _server = await Child.StartAsync(
            "redis",
            _folder.Path,
            [
                "redis-server", "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder.Path,
                "--save", "", "--appendonly", "yes", "--appendfsync", "always",
            ]);
        await _server.OutputLineAsync(line => line.Contains("Ready to accept connections", StringComparison.Ordinal), "ready");
    }

    /// <summary><c>kill -9</c>.</summary>
    public Task KillAsync() => _server!.KillAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }
}
