using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using LiveParking.SystemTests.Video;

namespace LiveParking.SystemTests.Hubs;

/// <summary>A standalone system without demo whose cameras are of every kind; shared by the tests of hubs and cameras.</summary>
public sealed class OneSite : IAsyncLifetime, IDisposable
{
    /// <summary>After how many seconds without a change of the picture <c>mjpeg</c> is frozen.</summary>
    public const int FrozenAfter = 5;

    /// <summary>The location of all cameras.</summary>
    public const string Location = "one-site";

    private readonly TempFolder _folder = new();
    private StandaloneSystem? _system;

    /// <summary>An RTSP camera, <c>rtsp</c>.</summary>
    public RtspServer Rtsp { get; } = new(RtspServer.Login);

    /// <summary>An MJPEG camera, <c>mjpeg</c>.</summary>
    public MjpegServer Mjpeg { get; } = new();

    /// <summary>The system.</summary>
    public StandaloneSystem System => _system ?? throw new InvalidOperationException("The fixture was not started.");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await Mjpeg.StartAsync();
        await File.WriteAllTextAsync(_folder["scribble.mp4"], "This is no video.");
        await File.WriteAllTextAsync(
            _folder["cameras.json"],
            $$"""
            [
              {"id": "clip", "location": "{{Location}}", "source": "file:{{_folder["clip.mp4"]}}", "linger": 1},
              {"id": "mjpeg", "location": "{{Location}}", "source": "{{Mjpeg.LotAddress}}", "linger": 1, "frozenAfter": {{FrozenAfter}}}
            ]
            """);
        await Task.WhenAll(Rtsp.StartAsync(), VideoFile.MakeAsync(_folder["clip.mp4"]), StockClientPackages.InstallAsync());
        _system = new StandaloneSystem(
            "--no-demo",
            "--public-camera", "*", "--camera", $"rtsp@{Location}={Rtsp.Address}",
            "--cameras", _folder["cameras.json"],
            "--camera", $"device@{Location}=device:0",
            "--camera", $"scribble@{Location}=file:{_folder["scribble.mp4"]}",
            "--camera", $"missing@{Location}=file:{_folder["not-there.mp4"]}",
            "--camera", $"guarded@{Location}=file:{_folder["clip.mp4"]}",
            "--private-camera", "guarded");
        await _system.StartAsync();
        using var anybody = new Api(_system.Address);
        await Eventually.HoldsAsync(async () => (await anybody.ReadAsync("/api/v1/cameras")).GetArrayLength() == 7, "all cameras are known");
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_system is not null)
            await _system.DisposeAsync();
        await Rtsp.DisposeAsync();
        await Mjpeg.DisposeAsync();
    }

    /// <summary>Takes its files away, after all that uses them ended.</summary>
    public void Dispose() => _folder.Dispose();
}
