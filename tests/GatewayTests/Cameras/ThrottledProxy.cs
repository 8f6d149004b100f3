using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace LiveParking.GatewayTests.Cameras;

/// <summary>
/// A slow link: passes TCP connections on with a bandwidth from the server to its clients and a delay in each direction. Its kernel
/// buffers are small, so that it does not hide seconds of pictures.
/// </summary>
internal sealed class ThrottledProxy : IAsyncDisposable
{
    private const int Chunk = 1448;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _server;
    private readonly TimeSpan _latency;
    private readonly int _kernelBytes;
    private readonly List<Task> _running = [];
    private readonly Task _accepting;

    /// <param name="server">Where the connections go.</param>
    /// <param name="bytesPerSecond">The maximum rate to each client.</param>
    /// <param name="latency">The delay in each direction.</param>
    /// <param name="kernelBytes">The receive buffer towards the server.</param>
    public ThrottledProxy(Uri server, double bytesPerSecond, TimeSpan latency, int kernelBytes = 16 * 1024)
    {
        (_server, BytesPerSecond, _latency, _kernelBytes) = (server, bytesPerSecond, latency, kernelBytes);
        _listener.Server.SendBufferSize = 8 * 1024;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect to.</summary>
    public Uri Address { get; }

    /// <summary>The maximum rate to each client.</summary>
    public double BytesPerSecond { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
            _running.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
    }

    private async Task ServeAsync(Socket client)
    {
        using var accepted = client;
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = _kernelBytes, NoDelay = true };
        accepted.NoDelay = true;
        await server.ConnectAsync(_server.Host, _server.Port, _stop.Token);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var down = PassAsync(server, accepted, () => BytesPerSecond, either.Token);
        var up = PassAsync(accepted, server, () => double.PositiveInfinity, either.Token);
        await Task.WhenAny(down, up);
        await either.CancelAsync();
        await Task.WhenAll(down, up).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task PassAsync(Socket from, Socket to, Func<double> bytesPerSecond, CancellationToken stop)
    {
        var line = Channel.CreateUnbounded<(byte[] Bytes, TimeSpan Due)>();
        var delivering = DeliverAsync(line.Reader, to, stop);
        var buffer = new byte[Chunk];
        var free = TimeSpan.Zero;
        try
        {
            while (await from.ReceiveAsync(buffer, stop) is > 0 and var count)
            {
                var now = Now();
                free = (free > now ? free : now) + TimeSpan.FromSeconds(count / bytesPerSecond());
                line.Writer.TryWrite((buffer[..count], free + _latency));
                // No more data is read before the link is done with this; a timer is coarse, so a delay of a few milliseconds is compensated.
                if (free - now > TimeSpan.FromMilliseconds(5))
                    await Task.Delay(free - now, TimeProvider.System, stop);
            }
        }
        finally
        {
            line.Writer.Complete();
            await delivering;
        }
    }

    private static async Task DeliverAsync(ChannelReader<(byte[] Bytes, TimeSpan Due)> line, Socket to, CancellationToken stop)
    {
        await foreach (var (bytes, due) in line.ReadAllAsync(stop))
        {
            if (due - Now() is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, stop);
            await to.SendAsync(bytes, stop);
        }
    }

    private static TimeSpan Now() => TimeProvider.System.GetElapsedTime(0);
}
