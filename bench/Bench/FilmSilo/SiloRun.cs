using System.Globalization;
using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Bench.Measuring.Pictures;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Silo;

namespace LiveParking.Bench.FilmSilo;

/// <summary>
/// The product's silo, with locations and cameras in one process and one part replaced: the source of a camera is the benchmark's, which
/// delivers ready JPEGs like an MJPEG camera. The supervisor, the encoder that passes them through, the grain and its live stream are those
/// of the product.
/// </summary>
internal static class SiloRun
{
    public static async Task RunAsync(SiloSettings settings, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ICaptureSourceFactory>(new FilmSourceFactory(PictureFolder.Read(settings.Folder), settings.Rate));
        var silo = new SiloOptions { Role = SiloRole.Combined, SiloPort = settings.SiloPort, GatewayPort = settings.GatewayPort, Redis = settings.Redis };
        builder.AddLiveParkingSilo(silo, [.. Enumerable.Range(1, settings.Cameras).Select(Camera)]);
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        await Parent.TellReadyAsync();
        await Parent.WaitAsync(cancellationToken);
    }

    private static CameraOptions Camera(int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"bench-{number}");
        return new CameraOptions { Id = id, LocationId = "bench", Source = $"demo:{id}", IsPublic = true, PublicRung = CameraRung.High };
    }
}
