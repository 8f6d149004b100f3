using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LiveParking.Media;

/// <summary>A real RTSP server (gst-rtsp-server) in a separate process.</summary>
internal sealed class RtspServer : IAsyncDisposable
{
    private readonly string? _login;
    private Process? _process;

    public RtspServer(string? login = null)
    {
        _login = login;
        Port = FreePort();
    }

    public int Port { get; }

    public string Address => $"rtsp://{(_login is null ? "" : _login + "@")}127.0.0.1:{Port}/cam";

    /// <summary>A port that nothing listens on, below those of outgoing connections: a client that tries one of those may connect to itself.</summary>
    public static int FreePort() => Measuring.Processes.FreePort.Next();

    public async Task StartAsync()
    {
        // The system's python has the bindings; another one that comes first in PATH may not.
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "rtsp-server.py"));
        start.ArgumentList.Add(Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (_login is not null)
            start.ArgumentList.Add(_login);
        _process = Process.Start(start)!;
        Assert.Equal("ready", await _process.StandardOutput.ReadLineAsync());
    }

    /// <summary>Goes on with another pattern of <c>videotestsrc</c>.</summary>
    public Task ShowAsync(string pattern) => _process!.StandardInput.WriteLineAsync(pattern);

    /// <summary>Stops or continues it: it keeps its connections and sends nothing.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Kills it, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
    }
}
