using System.Globalization;
using Xunit;

namespace LiveParking.Testing;

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
    public Task StartAsync() => StartAsync(appendOnly: true);

    /// <summary>Starts it with a dump of another one, and has it flush every write from then on.</summary>
    public async Task StartFromAsync(string dump)
    {
        File.Copy(dump, _folder["dump.rdb"]);
        // With an append-only file that is not there yet it would not read the dump.
        await StartAsync(appendOnly: false);
        await using var command = await Child.StartAsync(
            "redis-cli", _folder.Path, ["redis-cli", "-p", Port.ToString(CultureInfo.InvariantCulture), "config", "set", "appendonly", "yes"]);
        Assert.True(await command.ExitAsync() == 0, command.Tail());
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

    private async Task StartAsync(bool appendOnly)
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _server = await Child.StartAsync(
            "redis",
            _folder.Path,
            [
                "redis-server", "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder.Path,
                "--save", "", "--appendonly", appendOnly ? "yes" : "no", "--appendfsync", "always",
            ]);
        await _server.OutputLineAsync(line => line.Contains("Ready to accept connections", StringComparison.Ordinal), "ready");
    }
}
