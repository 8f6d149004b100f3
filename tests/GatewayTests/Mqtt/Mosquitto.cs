using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>A real broker on a port and in a folder that survive a restart. It ends with the test run at the latest: when its shell's input closes.</summary>
public sealed class Mosquitto : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private Process? _shell;

    public Mosquitto()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        File.WriteAllText(_folder.Sub("mosquitto.conf"), string.Create(CultureInfo.InvariantCulture, $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {_folder.FullPath}/
            user root
            log_dest stderr

            """));
    }

    public int Port { get; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"mqtt://127.0.0.1:{Port}");

    /// <summary>Starts it, or starts it again with what it had stored, and waits until it listens.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(
            "sh", ["-c", "PATH=$PATH:/usr/sbin; mosquitto -c \"$0\" 2>/dev/null & p=$!; cat >/dev/null; kill -9 $p; wait $p", _folder.Sub("mosquitto.conf")])
        {
            RedirectStandardInput = true,
        };
        _shell = Process.Start(start)!;
        await Eventually.HoldsAsync(ListensAsync, "the broker listens");
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        if (_shell is not { } shell)
            return;
        _shell = null;
        shell.StandardInput.Close();
        await Eventually.WithinAsync(shell.WaitForExitAsync());
        shell.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    private async Task<bool> ListensAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
