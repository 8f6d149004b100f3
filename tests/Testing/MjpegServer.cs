using System.Globalization;
using System.Text;
using OpenCvSharp;
using CvScalar = OpenCvSharp.Scalar;

namespace LiveParking.Testing;

/// <summary>A camera that sends MJPEG over HTTP, in the ways that cameras do, on a port that survives a restart. It counts who reads it.</summary>
public sealed class MjpegServer : IAsyncDisposable
{
    /// <summary>The password in <see cref="LotAddress"/>; the server does not ask for it there.</summary>
    public const string Password = "open-sesame";

    /// <summary>Pixels of a picture of <see cref="LotAddress"/>.</summary>
    public const int Width = 640, Height = 360;

    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(20), Usual = TimeSpan.FromMilliseconds(40);

    /// <summary>One second of a lot, with the metadata that cameras add.</summary>
    private static readonly Lazy<byte[][]> Lot = new(() => [.. Enumerable.Range(0, 25).Select(n => ExifJpeg.With(DrawLot(n)))]);

    private static readonly Lazy<byte[][]> Ball = new(() => [.. Enumerable.Range(0, 10).Select(n => DrawBall(n))]);

    private readonly Lock _lock = new();
    private WebApplication? _app;
    private int _readers;

    /// <summary>Its port.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>25 numbered pictures a second, with metadata.</summary>
    public string LotAddress => Address("lot.mjpg", $"guard:{Password}@");

    /// <summary>Sends one picture over and over, as a camera does whose software hangs.</summary>
    public bool IsStill { get; set; }

    /// <summary>Which pictures of a connection, counted from 0, have good headers and can't be decoded.</summary>
    public Func<int, bool> IsBroken { get; set; } = _ => false;

    /// <summary>Where <c>/moved-to-another</c> redirects to.</summary>
    public string? Elsewhere { get; set; }

    /// <summary>Number of current readers.</summary>
    public int Readers => Volatile.Read(ref _readers);

    /// <summary>The most that ever read it at the same time.</summary>
    public int MaxReaders { get; private set; }

    /// <summary>Number of connections since its start.</summary>
    public int Connections { get; private set; }

    /// <summary>The address of a path.</summary>
    public string Address(string path, string login = "") => string.Create(CultureInfo.InvariantCulture, $"http://{login}127.0.0.1:{Port}/{path}");

    /// <summary>Starts it, or starts it again.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(Port));
        _app = builder.Build();
        _app.MapGet("/lot.mjpg", context => StreamAsync(context, "part", "--part", Usual, n => Lot.Value[n % Lot.Value.Length]));
        _app.MapGet("/video", context => StreamAsync(context, "frame", "--frame", Fast, BallAt));
        _app.MapGet("/requality", context => StreamAsync(context, "frame", "--frame", Fast, n => DrawBall(IsStill ? 0 : n % 10, 60 + (n * 7 % 30)), still: n => n));
        _app.MapGet("/odd", context => StreamAsync(context, "\"--odd frame\"", "--odd frame", Fast, BallAt, length: false));
        _app.MapGet("/moved", () => Results.Redirect("/video"));
        _app.MapGet("/moved-to-another", () => Results.Redirect(Elsewhere ?? "/video"));
        _app.MapGet("/photo", context => StreamAsync(context, "frame", "--frame", Fast, n => ExifJpeg.With(BallAt(n))));
        _app.MapGet("/one.jpg", () => Results.Bytes(BallAt(0), "image/jpeg"));
        _app.MapGet("/page", () => Results.Content("<html></html>", "text/html"));
        _app.MapGet("/silent", async context =>
        {
            context.Response.ContentType = "multipart/x-mixed-replace; boundary=frame";
            await context.Response.StartAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        _app.MapGet("/secret", async context =>
        {
            var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("bob:p@ss"));
            if (context.Request.Headers.Authorization == expected)
            {
                await StreamAsync(context, "frame", "--frame", Fast, BallAt);
                return;
            }

            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"camera\"";
        });
        await _app.StartAsync();
    }

    /// <summary>Closes its port and all connections at once, as when it loses its power.</summary>
    public async Task StopAsync()
    {
        if (_app is null)
            return;
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _app = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private static byte[] BallAt(int number) => Ball.Value[number % Ball.Value.Length];

    /// <param name="context">The request.</param>
    /// <param name="boundary">The boundary as the header names it.</param>
    /// <param name="delimiter">What stands between the parts.</param>
    /// <param name="period">The time between two pictures.</param>
    /// <param name="picture">The picture with a number.</param>
    /// <param name="length">Whether each part says its length.</param>
    /// <param name="still">The number of the picture while <see cref="IsStill"/>; the first one when absent.</param>
    private async Task StreamAsync(
        HttpContext context, string boundary, string delimiter, TimeSpan period, Func<int, byte[]> picture, bool length = true, Func<int, int>? still = null)
    {
        Count(+1);
        context.Response.ContentType = $"multipart/x-mixed-replace; boundary={boundary}";
        using var timer = new PeriodicTimer(period, TimeProvider.System);
        try
        {
            for (var n = 0; await timer.WaitForNextTickAsync(context.RequestAborted); n++)
            {
                var jpeg = picture(!IsStill ? n : still?.Invoke(n) ?? 0);
                if (IsBroken(n))
                    jpeg = Break(jpeg);
                var head = $"{delimiter}\r\nContent-Type: image/jpeg\r\n{(length ? $"Content-Length: {jpeg.Length}\r\n" : "")}\r\n";
                await context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(head), context.RequestAborted);
                await context.Response.Body.WriteAsync(jpeg, context.RequestAborted);
                await context.Response.Body.WriteAsync("\r\n"u8.ToArray(), context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader left or the server stops.
            context.Abort();
        }
        finally
        {
            Count(-1);
        }
    }

    private void Count(int change)
    {
        lock (_lock)
        {
            _readers += change;
            Connections += Math.Max(0, change);
            MaxReaders = Math.Max(MaxReaders, _readers);
        }
    }

    /// <summary>The header of the frame names a quantisation table that does not come.</summary>
    private static byte[] Break(byte[] jpeg)
    {
        var broken = (byte[])jpeg.Clone();
        broken[broken.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xff, 0xc0]) + 12] = 3;
        return broken;
    }

    private static byte[] DrawLot(int number)
    {
        using var picture = new Mat(Height, Width, MatType.CV_8UC3, new CvScalar(70, 60, 50));
        picture.Circle(new Point(40 + (number * 22), 180), 30, new CvScalar(60, 200, 240), -1);
        picture.PutText(number.ToString(CultureInfo.InvariantCulture), new Point(20, 60), HersheyFonts.HersheySimplex, 2, CvScalar.White, 3);
        return picture.ToBytes(".jpg");
    }

    private static byte[] DrawBall(int number, int quality = 95)
    {
        using var picture = new Mat(480, 640, MatType.CV_8UC3, new CvScalar(40, 80, 120));
        Cv2.Circle(picture, new Point(60 + (number * 50), 240), 40, new CvScalar(240, 240, 240), -1);
        Cv2.ImEncode(".jpg", picture, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
        return jpeg;
    }
}
