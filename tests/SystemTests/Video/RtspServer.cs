using System.Globalization;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Video;

/// <summary>A gst-rtsp-server with one H.264 stream, on a port that survives a restart.</summary>
public sealed class RtspServer : IAsyncDisposable
{
    private const string Program = """
        import sys
        import gi
        gi.require_version("Gst", "1.0")
        gi.require_version("GstRtspServer", "1.0")
        from gi.repository import GLib, Gst, GstRtspServer

        Gst.init(None)
        server = GstRtspServer.RTSPServer(service=sys.argv[1], address="127.0.0.1")
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(
            "( videotestsrc is-live=true pattern=ball ! video/x-raw,width=640,height=360,framerate=30/1"
            " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=15 ! rtph264pay name=pay0 pt=96 )")
        factory.set_shared(True)
        server.get_mount_points().add_factory("/lot", factory)
        if server.attach(None) == 0:
            sys.exit("the port is taken")
        print("serving", flush=True)
        GLib.MainLoop().run()
        """;

    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private Child? _server;

    /// <summary>The password in <see cref="Address"/>; the server does not ask for it.</summary>
    public static string Password => "open-sesame";

    /// <summary>The address of the stream.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"rtsp://guard:{Password}@127.0.0.1:{_port}/lot");

    /// <summary>Starts it, or starts it again.</summary>
    public async Task StartAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        // The packages of the system belong to its own Python.
        _server = await Child.StartAsync(
            "rtsp", _folder.Path, ["/usr/bin/python3", "-c", Program, _port.ToString(CultureInfo.InvariantCulture)]);
        await _server.OutputLineAsync(line => line == "serving", "serving");
    }

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
