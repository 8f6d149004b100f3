using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Bench.Measuring.Updates;
using LiveParking.Bench.Occupancy.Phones;
using LiveParking.Testing;

namespace LiveParking.Bench.Occupancy.Servers;

/// <summary>A peer: a process that sends posted states to all subscribers.</summary>
internal sealed class PeerServer : IOccupancyServer
{
    private readonly HttpClient _http = new();
    private readonly int _port = FreePort.Next();
    private ChildProcess? _process;

    private PeerServer(string name, string path, Func<Socket, PhoneCount, Phone> phone) =>
        (Name, Entrance) = (name, new Entrance(_port, path, phone));

    public string Name { get; }

    public Entrance Entrance { get; }

    public IReadOnlyList<int> Processes => [_process!.Id];

    /// <summary>Stock SignalR with default settings, with a group for the location.</summary>
    public static Task<PeerServer> StartStockAsync(CancellationToken cancellationToken)
    {
        var server = new PeerServer("stock SignalR", "/stock", (socket, count) => new SignalRPhone(socket, "Follow", count));
        return server.StartAsync(ChildProcess.Program("Bench", "occupancy", StockServer.Role, "--port", server._port.ToString(CultureInfo.InvariantCulture)), cancellationToken);
    }

    /// <summary>Socket.IO on Node, with a room for the location.</summary>
    /// <param name="script">The server.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<PeerServer> StartSocketIoAsync(string script, CancellationToken cancellationToken)
    {
        var server = new PeerServer("Socket.IO", "/socket.io/?EIO=4&transport=websocket", (socket, count) => new SocketIoPhone(socket, count));
        return server.StartAsync(["node", script, server._port.ToString(CultureInfo.InvariantCulture)], cancellationToken);
    }

    public async Task<SentUpdate> PublishAsync(int number, CancellationToken cancellationToken)
    {
        var level = number % Levels.Count;
        var status = string.Create(CultureInfo.InvariantCulture, $$"""
            {"locationId":"bench","levelId":"{{Levels.Prefix}}{{level}}","name":"Level {{level}}","spots":{"total":500,"occupied":{{number % 500}},"available":{{500 - number % 500}}},"status":"open","stale":false,"version":{{number}},"updatedAt":"2026-11-22T08:15:30.123Z"}
            """);
        var at = Stopwatch.GetTimestamp();
        using var body = new StringContent(status, Encoding.UTF8, "application/json");
        (await _http.PostAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/publish")), body, cancellationToken)).EnsureSuccessStatusCode();
        return new SentUpdate(level, number, at);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
    }

    private async Task<PeerServer> StartAsync(string[] command, CancellationToken cancellationToken)
    {
        try
        {
            _process = await ChildProcess.StartAsync(Name, command, line => line == Parent.Ready, null, cancellationToken);
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }
}
