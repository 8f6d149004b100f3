using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenCvSharp;

namespace LiveParking.Media;

/// <summary>A real HTTP server that sends MJPEG, in the ways that cameras do.</summary>
internal sealed class MjpegServer : IAsyncDisposable
{
    private readonly byte[][] _pictures = [.. Enumerable.Range(0, 10).Select(n => Draw(n))];
    private WebApplication? _app;

    /// <summary>Whether the picture changes.</summary>
    public bool Moves { get; set; } = true;

    /// <summary>Which pictures of a connection, counted from 0, have good headers and can't be decoded.</summary>
    public Func<int, bool> IsBroken { get; set; } = _ => false;

    /// <summary>Where <c>/moved-to-another</c> redirects to.</summary>
    public string? Elsewhere { get; set; }

    public int Port { get; } = RtspServer.FreePort();

    /// <summary>Those that are open now.</summary>
    public int Connections => _connections;

    /// <summary>All that there ever were.</summary>
    public int Accepted => _accepted;

    private int _connections;
    private int _accepted;

    public string Address(string path, string login = "") => $"http://{login}127.0.0.1:{Port}/{path}";

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(Port));
        _app = builder.Build();
        _app.MapGet("/video", context => StreamAsync(context, "frame", "--frame", length: true));
        _app.MapGet("/requality", context => StreamAsync(context, "frame", "--frame", length: true, quality: n => 60 + (n * 7 % 30)));
        _app.MapGet("/odd", context => StreamAsync(context, "\"--odd frame\"", "--odd frame", length: false));
        _app.MapGet("/moved", () => Results.Redirect("/video"));
        _app.MapGet("/moved-to-another", () => Results.Redirect(Elsewhere ?? "/video"));
        _app.MapGet("/photo", context => StreamAsync(context, "frame", "--frame", length: true, change: ExifJpeg.With));
        _app.MapGet("/one.jpg", () => Results.Bytes(_pictures[0], "image/jpeg"));
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
                await StreamAsync(context, "frame", "--frame", length: true);
                return;
            }

            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"camera\"";
        });
        await _app.StartAsync();
    }

    public async Task KillAsync()
    {
        // Connections are cut at once instead of being seen off.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app!.StopAsync(now.Token);
        await _app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await KillAsync();
    }

    private async Task StreamAsync(
        HttpContext context, string boundary, string delimiter, bool length, Func<int, int>? quality = null, Func<byte[], byte[]>? change = null)
    {
        Interlocked.Increment(ref _connections);
        Interlocked.Increment(ref _accepted);
        context.Response.ContentType = $"multipart/x-mixed-replace; boundary={boundary}";
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        try
        {
            for (var n = 0; await timer.WaitForNextTickAsync(context.RequestAborted); n++)
            {
                var picture = _pictures[Moves ? n % _pictures.Length : 0];
                if (quality is not null)
                    picture = Draw(Moves ? n % _pictures.Length : 0, quality(n));
                if (change is not null)
                    picture = change(picture);
                if (IsBroken(n))
                    picture = Break(picture);
                var head = $"{delimiter}\r\nContent-Type: image/jpeg\r\n{(length ? $"Content-Length: {picture.Length}\r\n" : "")}\r\n";
                await context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(head), context.RequestAborted);
                await context.Response.Body.WriteAsync(picture, context.RequestAborted);
                await context.Response.Body.WriteAsync("\r\n"u8.ToArray(), context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            context.Abort(); // the viewer left or the server stops
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    /// <summary>The header of the frame names a quantisation table that does not come.</summary>
    private static byte[] Break(byte[] jpeg)
    {
        var broken = (byte[])jpeg.Clone();
        broken[broken.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xff, 0xc0]) + 12] = 3;
        return broken;
    }

    private static byte[] Draw(int n, int quality = 95)
    {
        using var picture = new Mat(480, 640, MatType.CV_8UC3, new OpenCvSharp.Scalar(40, 80, 120));
        Cv2.Circle(picture, new Point(60 + (n * 50), 240), 40, new OpenCvSharp.Scalar(240, 240, 240), -1);
        Cv2.ImEncode(".jpg", picture, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
        return jpeg;
    }
}
