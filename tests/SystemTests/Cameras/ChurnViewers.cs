using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using LiveParking.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.SystemTests.Cameras;

/// <summary>
/// Viewers that join and leave at random: over a hub with JSON or MessagePack, as MJPEG and as snapshots. About half of them leave without a word,
/// as phones do. They come from several addresses, as a crowd does, each of which stays within the limits of one.
/// </summary>
/// <param name="address">The gateway.</param>
/// <param name="cameras">The cameras to watch.</param>
internal sealed class ChurnViewers(Uri address, IReadOnlyList<string> cameras) : IDisposable
{
    private static readonly string[] Rungs = ["low", "medium", "high"];
    private static readonly byte[] Handshake = "{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray();

    private const int Addresses = 16;

    private readonly HttpClient[] _http =
        [.. Enumerable.Range(0, Addresses).Select(number => new HttpClient(LocalAddress.Handler(LocalAddress.Of(number))) { BaseAddress = address })];

    private long _pictures;
    private long _joined;
    private long _refused;

    /// <summary>Number of joins.</summary>
    public long Joined => Volatile.Read(ref _joined);

    /// <summary>Number of received pictures, MJPEG parts not counted.</summary>
    public long Pictures => Volatile.Read(ref _pictures);

    /// <summary>Number of viewers that could not join or got an error.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Lets this many come and go for a time.</summary>
    /// <param name="count">Number of viewers; about half of them watch at any moment.</param>
    /// <param name="stay">Average time that a viewer stays or is away.</param>
    /// <param name="time">When all have to be gone.</param>
    public async Task RunAsync(int count, TimeSpan stay, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time);
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => ComeAndGoAsync(number, stay, end.Token))));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _http)
            client.Dispose();
    }

    private async Task ComeAndGoAsync(int number, TimeSpan stay, CancellationToken end)
    {
        var random = new Random(number);
        var (from, http) = (LocalAddress.Of(number / 4 % Addresses), _http[number / 4 % Addresses]);
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(stay * (2 * random.NextDouble()), TimeProvider.System, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (end.IsCancellationRequested)
                return;
            using var leave = CancellationTokenSource.CreateLinkedTokenSource(end);
            leave.CancelAfter(stay * (2 * random.NextDouble()));
            var camera = cameras[random.Next(cameras.Count)];
            var rung = Rungs[random.Next(Rungs.Length)];
            var fps = random.Next(1, 6);
            Interlocked.Increment(ref _joined);
            try
            {
                var watching = (number % 4) switch
                {
                    0 => WatchJsonAsync(from, camera, rung, fps, abruptly: random.Next(2) == 0, leave.Token),
                    1 => WatchMessagePackAsync(from, camera, rung, fps, leave.Token),
                    2 => WatchMjpegAsync(http, camera, rung, fps, leave.Token),
                    _ => TakeSnapshotsAsync(http, camera, rung, fps, leave.Token),
                };
                await watching;
            }
            catch (Exception) when (leave.IsCancellationRequested)
            {
                // Whatever a viewer was doing when it left.
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or WebSocketException or Microsoft.AspNetCore.SignalR.HubException)
            {
                Interlocked.Increment(ref _refused);
            }
        }
    }

    private async Task WatchJsonAsync(IPAddress from, string camera, string rung, int fps, bool abruptly, CancellationToken leave)
    {
        using var socket = await LocalAddress.ConnectAsync(from, new Uri(address, "/hubs/cameras"), null, leave);
        await socket.SendAsync(Handshake, WebSocketMessageType.Text, true, leave);
        var call = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"type":4,"invocationId":"1","target":"WatchCamera","arguments":["{{camera}}",{"quality":"{{rung}}","maxFps":{{fps}}}]}""");
        await socket.SendAsync(Encoding.UTF8.GetBytes(call + '\u001e'), WebSocketMessageType.Text, true, leave);
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), leave);
                if (received.EndOfMessage)
                    Interlocked.Increment(ref _pictures);
                if (received.MessageType == WebSocketMessageType.Close)
                    throw new IOException("The gateway closed the connection.");
            }
        }
        catch (OperationCanceledException) when (!abruptly)
        {
            // A receive that was cancelled has aborted the socket; nothing is left to be said.
            socket.Abort();
            throw;
        }
    }

    private async Task WatchMessagePackAsync(IPAddress from, string camera, string rung, int fps, CancellationToken leave)
    {
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(address, "/hubs/cameras"), options => LocalAddress.Use(options, from))
            .AddMessagePackProtocol().Build();
        await connection.StartAsync(leave);
        var options = new Dictionary<string, object> { ["quality"] = rung, ["maxFps"] = fps };
        await foreach (var _ in connection.StreamAsync<Dictionary<string, object>>("WatchCamera", camera, options, leave))
            Interlocked.Increment(ref _pictures);
    }

    private static async Task WatchMjpegAsync(HttpClient http, string camera, string rung, int fps, CancellationToken leave)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/v1/cameras/{camera}/stream.mjpg?quality={rung}&maxFps={fps}");
        using var response = (await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, leave)).EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(leave);
        await body.CopyToAsync(Stream.Null, leave);
        throw new IOException("The gateway ended the stream.");
    }

    private async Task TakeSnapshotsAsync(HttpClient http, string camera, string rung, int fps, CancellationToken leave)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/v1/cameras/{camera}/snapshot.jpg?quality={rung}&maxAge={fps % 3}");
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / fps));
        while (await pace.WaitForNextTickAsync(leave))
        {
            using var response = (await http.GetAsync(path, leave)).EnsureSuccessStatusCode();
            Interlocked.Increment(ref _pictures);
        }
    }
}
