using System.Globalization;

namespace LiveParking.Testing;

/// <summary>A gst-rtsp-server with one H.264 stream of a moving ball, on a port that survives a restart.</summary>
/// <param name="login"><c>user:password</c> that it asks for; null for none.</param>
public sealed class RtspServer(string? login = null) : IAsyncDisposable
{
    /// <summary>The password in <see cref="Login"/>.</summary>
    public const string Password = "open-sesame";

    /// <summary>A login to ask for.</summary>
    public const string Login = $"guard:{Password}";

    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private Child? _server;

    /// <summary>The address of the stream, with the login.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"rtsp://{(login is null ? "" : login + "@")}127.0.0.1:{_port}/cam");

    /// <summary>Starts it, or starts it again.</summary>
    public async Task StartAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        // The packages of the system belong to its own Python; another one may come first in the path.
        string[] command = ["/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "rtsp-server.py"), _port.ToString(CultureInfo.InvariantCulture)];
        _server = await Child.StartAsync("rtsp", _folder.Path, login is null ? command : [.. command, login]);
        await _server.OutputLineAsync(line => line == "ready", "ready");
    }

    /// <summary>Goes on with another pattern of <c>videotestsrc</c>.</summary>
    public Task ShowAsync(string pattern) => _server!.SendAsync(pattern);

    /// <summary><c>kill -9</c>.</summary>
    public Task KillAsync() => _server!.KillAsync();

    /// <summary>Makes it hang; its connections stay open.</summary>
    public void Stop() => _server!.Stop();

    /// <summary>Ends <see cref="Stop"/>.</summary>
    public void Continue() => _server!.Continue();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }
}
