using System.Globalization;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Mqtt;

/// <summary>A real mosquitto that keeps its sessions on disk, on a port and in a folder that survive a restart.</summary>
public sealed class Broker : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private Child? _broker;

    /// <summary>For <c>--mqtt</c>.</summary>
    public string Address => $"mqtt://127.0.0.1:{Port}";

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Starts it, or starts it again with what it had stored.</summary>
    public async Task StartAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        await File.WriteAllTextAsync(_folder["mosquitto.conf"], $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            persistence true
            autosave_interval 1
            autosave_on_changes true
            persistence_location {_folder.Path}/
            log_dest stderr
            user root

            """);
        // Debian puts it where only the administrator's path looks.
        _broker = await Child.StartAsync("broker", _folder.Path, ["/usr/sbin/mosquitto", "-c", _folder["mosquitto.conf"]]);
        await _broker.ErrorLineAsync(line => line.Contains("running", StringComparison.Ordinal), "running");
    }

    /// <summary><c>kill -9</c>.</summary>
    public Task KillAsync() => _broker!.KillAsync();

    /// <summary>Publishes with the stock client and QoS 1, and comes back when the broker has it.</summary>
    /// <returns>Whether it has.</returns>
    public async Task<bool> PublishAsync(string topic, string body)
    {
        await using var publish = await Child.StartAsync("mosquitto_pub", _folder.Path, ["mosquitto_pub", "-p", Port, "-q", "1", "-t", topic, "-m", body]);
        return await publish.ExitAsync() == 0;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        _folder.Dispose();
    }
}
