using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveParking.StoreTests.Stores;

/// <summary>A real <c>redis-server</c> that flushes before it answers.</summary>
public sealed class RedisUnderTest(params string[] settings) : IStoreUnderTest
{
    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private Process? _process;

    public string ConnectionString => $"127.0.0.1:{_port}";

    public Func<Task>? Flush => null;

    public async Task StartAsync()
    {
        string[] always = ["--port", $"{_port}", "--bind", "127.0.0.1", "--dir", _folder.Path, "--save", "", "--appendonly", "yes", "--appendfsync", "always"];
        var start = new ProcessStartInfo("redis-server", [.. always, .. settings]) { RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        await Eventually.HoldsAsync(AnswersAsync, "Redis answers");
    }

    public async Task StopAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Asks without a connection that would log in, so that a Redis with a password can be started too.</summary>
    private async Task<bool> AnswersAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, _port);
            await socket.SendAsync("PING\r\n"u8.ToArray());
            var answer = new byte[64];
            var length = await socket.ReceiveAsync(answer);
            return Encoding.ASCII.GetString(answer, 0, length) is var text && (text.StartsWith("+PONG", StringComparison.Ordinal) || text.StartsWith("-NOAUTH", StringComparison.Ordinal));
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await StopAsync();
        _folder.Dispose();
    }
}
