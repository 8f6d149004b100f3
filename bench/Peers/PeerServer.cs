using LiveParking.Bench.Measuring.Pictures;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Peers.Source;

namespace LiveParking.Peers;

/// <summary>Runs one of the servers, with the camera in its own process.</summary>
internal static class PeerServer
{
    public static async Task RunAsync(Func<WebApplicationBuilder, WebApplication> build, FilmPlayer film, int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var slot = new LatestSlot();
        builder.Services.AddSingleton(slot);
        await using var app = build(builder);
        await app.StartAsync(cancellationToken);
        new Thread(() => Play(film, slot, cancellationToken)) { IsBackground = true, Name = "camera" }.Start();
        await Parent.TellReadyAsync();
        await Parent.WaitAsync(cancellationToken);
    }

    private static void Play(FilmPlayer film, LatestSlot slot, CancellationToken cancellationToken)
    {
        for (var sequence = 1L; !cancellationToken.IsCancellationRequested; sequence++)
        {
            var picture = film.Next(cancellationToken);
            slot.Put(new CameraFrame
            {
                CameraId = "bench-1",
                Sequence = sequence,
                CapturedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
                Rung = "high",
                Width = 1280,
                Height = 720,
                ContentType = "image/jpeg",
                Data = picture,
            });
        }
    }
}
