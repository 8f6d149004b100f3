using System.Globalization;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using LiveParking.SystemTests.Video;

namespace LiveParking.SystemTests.Cluster;

/// <summary>
/// A cluster as separate processes on one Redis: two central silos, one silo with cameras, two gateways. The gateways are started
/// before any silo.
/// </summary>
public sealed class RunningCluster : IAsyncLifetime, IDisposable
{
    /// <summary>The location of the cameras.</summary>
    public const string Site = "camera-site";

    private readonly TempFolder _folder = new();

    /// <summary>Where it keeps its members and its state.</summary>
    public RedisServer Redis { get; } = new();

    /// <summary>The camera <c>mjpeg</c>, which counts who reads it.</summary>
    public MjpegServer Mjpeg { get; } = new();

    /// <summary>The silos for locations and levels, by the port under which Orleans knows them.</summary>
    public Dictionary<int, LiveProgram> Centrals { get; } = [];

    /// <summary>A token for everything.</summary>
    public string Token { get; private set; } = "";

    /// <summary>The silo with the cameras.</summary>
    public LiveProgram SiteSilo { get; private set; } = null!;

    /// <summary>The port under which Orleans knows it.</summary>
    public int SitePort { get; } = FreePort.Next();

    /// <summary>Both gateways.</summary>
    public IReadOnlyList<ClusterGateway> Gateways { get; private set; } = [];

    /// <summary>The readiness that each gateway reported before there was a silo.</summary>
    public IReadOnlyList<Answer> FirstReadiness { get; private set; } = [];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await Mjpeg.StartAsync();
        var tokens = TokenProgram.IssueAsync(_folder.Path, "operator");
        await Task.WhenAll(Redis.StartAsync(), tokens, VideoFile.MakeAsync(_folder["clip.mp4"]), StockClientPackages.InstallAsync());
        var token = Token = await tokens;
        Gateways = [new("gateway-a", _folder.Path, Redis.ConnectionString, token), new("gateway-b", _folder.Path, Redis.ConnectionString, token)];
        await Task.WhenAll(Gateways.Select(gateway => gateway.Program.StartAsync()));
        FirstReadiness = await Task.WhenAll(Gateways.Select(FirstReadinessAsync));

        for (var count = 0; count < 2; count++)
        {
            var port = FreePort.Next();
            Centrals.Add(port, Silo($"central-{count + 1}", "central", port));
        }

        SiteSilo = Silo("site", "site", SitePort, Cameras());
        await Task.WhenAll(Centrals.Values.Append(SiteSilo).Select(silo => silo.StartAsync()));
        await ReadyAsync();
    }

    /// <summary>The options that attach the cameras to a silo.</summary>
    public IReadOnlyList<string> Cameras() =>
    [
        "--public-camera", "*",
        "--camera", $"mjpeg@{Site}={Mjpeg.LotAddress}",
        "--camera", $"clip@{Site}=file:{_folder["clip.mp4"]}",
        "--camera", $"rendered@{Site}=demo:rendered",
    ];

    /// <summary>A silo of this cluster that is not started yet.</summary>
    public LiveProgram Silo(string name, string role, int port, params IEnumerable<string> options) =>
        new(
            name,
            "Silo",
            _folder.Path,
            ["--role", role, "--silo-port", Text(port), "--gateway-port", Text(FreePort.Next()), .. options],
            new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = Redis.ConnectionString });

    /// <summary>Waits until both gateways are ready and the cameras are announced by a living silo.</summary>
    public async Task ReadyAsync()
    {
        foreach (var gateway in Gateways)
        {
            await Eventually.HoldsAsync(gateway.Api.IsReadyAsync, $"{gateway.Address} is ready");
            await Eventually.HoldsAsync(
                async () => (await gateway.Api.ReadAsync("/api/v1/cameras")).EnumerateArray().Select(CameraView.From).ToList() is { Count: 3 } cameras
                    && cameras.TrueForAll(camera => camera.State != "offline"),
                $"{gateway.Address} has its three cameras");
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var gateway in Gateways)
            await gateway.DisposeAsync();
        foreach (var silo in Centrals.Values)
            await silo.DisposeAsync();
        if (SiteSilo is not null)
            await SiteSilo.DisposeAsync();
        await Redis.DisposeAsync();
        await Mjpeg.DisposeAsync();
    }

    /// <summary>Takes its files away, after all that uses them ended.</summary>
    public void Dispose() => _folder.Dispose();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<Answer> FirstReadinessAsync(ClusterGateway gateway)
    {
        Answer? answer = null;
        await Eventually.HoldsAsync(async () => (answer = await gateway.Api.GetAsync("/health/ready")) is not null, $"{gateway.Address} answers");
        return answer!;
    }
}
