using System.Globalization;
using LiveParking.Bench.Measuring.Cluster;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Bench.Measuring.Pictures;
using LiveParking.Bench.Measuring.Viewing;
using LiveParking.Testing;

namespace LiveParking.Bench.Frames.Servers;

/// <summary>All servers that are compared.</summary>
internal static class ServerKinds
{
    public const string Ours = "ours";
    public const string OursAcks = "ours-acks";
    public const string Raw = "raw";
    public const string RawPooled = "raw-pooled";
    public const string Stock = "stock";
    public const string SocketIo = "socketio";
    public const string Sketch = "sketch";

    private static readonly string Top = Environment.GetEnvironmentVariable("LIVEPARKING_BENCH") ?? Path.Combine(Environment.CurrentDirectory, "bench");

    /// <summary>
    /// With one frame in flight per viewer the default shared pool overflows, and each further array is newly allocated.
    /// </summary>
    private static readonly Dictionary<string, string> LargerPool = new() { ["DOTNET_SYSTEM_BUFFERS_SHAREDARRAYPOOL_MAXARRAYSPERPARTITION"] = "512" };

    /// <summary>In the order in which they are measured and shown.</summary>
    public static IReadOnlyList<ServerKind> All { get; } =
    [
        new(Raw, "raw Kestrel WebSocket", NothingMissing, (_, film, rate, cancellationToken) => StartPeerAsync(Raw, WireProtocol.WebSocket, "/frames", film, rate, cancellationToken)),
        new(
            RawPooled,
            "raw, larger array pool",
            NothingMissing,
            (_, film, rate, cancellationToken) => StartPeerAsync(Raw, WireProtocol.WebSocket, "/frames", film, rate, cancellationToken, LargerPool)),
        new(Ours, "ours", MissingRedis, (work, film, rate, cancellationToken) => StartOursAsync(work, film, rate, acks: false, cancellationToken)),
        new(OursAcks, "ours, acknowledged", MissingRedis, (work, film, rate, cancellationToken) => StartOursAsync(work, film, rate, acks: true, cancellationToken)),
        new(Stock, "stock SignalR", NothingMissing, (_, film, rate, cancellationToken) => StartPeerAsync(Stock, WireProtocol.SignalR, "/stock", film, rate, cancellationToken)),
        new(SocketIo, "Socket.IO 4 on Node", MissingSocketIo, StartSocketIoAsync),
        new(Sketch, "the sketch (Flask-SocketIO)", MissingSketch, StartSketchAsync),
    ];

    /// <summary>The values accepted by <c>--peers</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(kind => kind.Name)];

    private static string? NothingMissing() => null;

    private static string? MissingRedis() => Programs.Has("redis-server") ? null : "redis-server is not installed";

    private static string? MissingSocketIo() =>
        !Programs.Has("node") ? "node is not installed"
        : Directory.Exists(Path.Combine(Top, "SocketIo", "node_modules", "socket.io")) ? null
        : "socket.io is not installed in bench/SocketIo (npm ci)";

    private static string? MissingSketch() =>
        Programs.Succeeds(Programs.Python, "-c", "import flask_socketio, eventlet, cv2") ? null
        : "python3-flask-socketio, python3-eventlet or python3-opencv is not installed";

    private static async Task<IFrameServer> StartPeerAsync(
        string name, WireProtocol protocol, string path, string film, double rate, CancellationToken cancellationToken, Dictionary<string, string>? variables = null)
    {
        var port = FreePort.Next();
        var process = await ChildProcess.StartAsync(
            name,
            ChildProcess.Program("Peers", name, "--folder", film, "--rate", Text(rate), "--port", Text(port)),
            line => line == Parent.Ready,
            variables,
            cancellationToken);
        return new SingleServer(process, new ViewersSettings(protocol, port, path, LiveParkingCluster.Camera(1), 0, 0, false));
    }

    private static async Task<IFrameServer> StartSocketIoAsync(TempFolder work, string film, double rate, CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        var process = await ChildProcess.StartAsync(
            SocketIo, ["node", Path.Combine(Top, "SocketIo", "server.mjs"), film, Text(rate), Text(port)], cancellationToken);
        return new SingleServer(
            process,
            new ViewersSettings(WireProtocol.SocketIo, port, "/socket.io/?EIO=4&transport=websocket", LiveParkingCluster.Camera(1), 0, 0, false));
    }

    private static async Task<IFrameServer> StartSketchAsync(TempFolder work, string film, double rate, CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        var process = await ChildProcess.StartAsync(
            Sketch, [Programs.Python, Path.Combine(Top, "Sketch", "server.py"), Path.Combine(film, PictureFolder.Pattern), Text(port)], cancellationToken);
        await Programs.UntilListeningAsync(port, cancellationToken);
        return new SingleServer(
            process,
            new ViewersSettings(WireProtocol.Sketch, port, "/socket.io/?EIO=4&transport=websocket", LiveParkingCluster.Camera(1), 0, 0, false));
    }

    private static async Task<IFrameServer> StartOursAsync(TempFolder work, string film, double rate, bool acks, CancellationToken cancellationToken) =>
        new OurServer(await LiveParkingCluster.StartAsync(work, film, cameras: 1, rate, cancellationToken), acks);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
