using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LiveParking.SystemTests.Processes;
using OpenCvSharp;
using CvScalar = OpenCvSharp.Scalar;

namespace LiveParking.SystemTests.Video;

/// <summary>
/// A camera that sends JPEGs over HTTP, 25 a second, on a port that survives a restart. It counts who reads it.
/// </summary>
public sealed class MjpegServer : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(40);
    private static readonly IReadOnlyList<byte[]> Pictures = [.. Enumerable.Range(0, 25).Select(Draw)];

    private readonly int _port = FreePort.Next();
    private readonly Lock _lock = new();
    private CancellationTokenSource? _running;
    private Task _serving = Task.CompletedTask;
    private int _readers;

    /// <summary>The password in <see cref="Address"/>; the server does not ask for it.</summary>
    public static string Password => "open-sesame";

    /// <summary>Words of the metadata that it writes into each picture: EXIF, a comment and what follows the end.</summary>
    public static IReadOnlyList<string> Metadata { get; } = ["Exif", "SN-4711-0815", "ACCC8E-serial", "trailer-of-a-phone"];

    /// <summary>Where it sends.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://guard:{Password}@127.0.0.1:{_port}/lot.mjpg");

    /// <summary>Sends one picture over and over, as a camera does whose software hangs.</summary>
    public bool IsStill { get; set; }

    /// <summary>Number of current readers.</summary>
    public int Readers => Volatile.Read(ref _readers);

    /// <summary>The most that ever read it at the same time.</summary>
    public int MostReaders { get; private set; }

    /// <summary>Number of connections since its start.</summary>
    public int Connections { get; private set; }

    /// <summary>Starts it, or starts it again.</summary>
    public void Start()
    {
        var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();
        _running = new CancellationTokenSource();
        _serving = ServeAsync(listener, _running.Token);
    }

    /// <summary>Closes its port and all connections at once, as when it loses its power.</summary>
    public async Task StopAsync()
    {
        if (_running is null)
            return;
        await _running.CancelAsync();
        await _serving;
        _running.Dispose();
        _running = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private static byte[] Draw(int number)
    {
        using var picture = new Mat(VideoFile.Height, VideoFile.Width, MatType.CV_8UC3, new CvScalar(70, 60, 50));
        picture.Circle(new Point(40 + (number * 22), 180), 30, new CvScalar(60, 200, 240), -1);
        picture.PutText(number.ToString(CultureInfo.InvariantCulture), new Point(20, 60), HersheyFonts.HersheySimplex, 2, CvScalar.White, 3);
        return WithMetadata(picture.ToBytes(".jpg"));
    }

    /// <summary>Segments APP1, with TIFF of one entry (the serial number), and COM after the JFIF segment; and a trailer.</summary>
    private static byte[] WithMetadata(byte[] jpeg) =>
    [
        .. jpeg[..20],
        0xFF, 0xE1, 0, 49, .. "Exif\0\0MM\0*\0\0\0\x08\0\x01"u8, 0xA4, 0x31, 0, 2, 0, 0, 0, 13, 0, 0, 0, 26, 0, 0, 0, 0, .. "SN-4711-0815\0\0\0"u8,
        0xFF, 0xFE, 0, 15, .. "ACCC8E-serial"u8,
        .. jpeg[20..],
        .. "trailer-of-a-phone"u8,
    ];

    private async Task ServeAsync(TcpListener listener, CancellationToken stop)
    {
        List<Task> readers = [];
        try
        {
            while (true)
                readers.Add(SendAsync(await listener.AcceptSocketAsync(stop), stop));
        }
        catch (OperationCanceledException)
        {
            listener.Stop();
        }

        await Task.WhenAll(readers);
    }

    private async Task SendAsync(Socket socket, CancellationToken stop)
    {
        using var connection = socket;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Count(+1);
        var closed = WaitForEndAsync(connection, ended);
        try
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=part\r\n\r\n"u8.ToArray(), ended.Token);
            using var timer = new PeriodicTimer(Period);
            for (var next = 0; await timer.WaitForNextTickAsync(ended.Token); next += IsStill ? 0 : 1)
                await SendAsync(connection, Pictures[next % Pictures.Count], ended.Token);
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            connection.Close(0);
        }

        await closed;
        Count(-1);
    }

    private static async Task SendAsync(Socket connection, byte[] jpeg, CancellationToken stop)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"--part\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n");
        await connection.SendAsync([Encoding.ASCII.GetBytes(head), jpeg, "\r\n"u8.ToArray()]).WaitAsync(stop);
    }

    /// <summary>Reads what the client says until it closes, so that this is seen at once.</summary>
    private static async Task WaitForEndAsync(Socket connection, CancellationTokenSource ended)
    {
        var rest = new byte[1024];
        try
        {
            while (await connection.ReceiveAsync(rest, ended.Token) > 0)
            {
            }
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            await ended.CancelAsync();
            return;
        }

        await ended.CancelAsync();
    }

    private void Count(int change)
    {
        lock (_lock)
        {
            _readers += change;
            Connections += Math.Max(0, change);
            MostReaders = Math.Max(MostReaders, _readers);
        }
    }
}
