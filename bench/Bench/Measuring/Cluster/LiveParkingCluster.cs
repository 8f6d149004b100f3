using System.Globalization;
using System.Text.Json;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Testing;

namespace LiveParking.Bench.Measuring.Cluster;

/// <summary>
/// The product as separate processes: Redis, a silo with the benchmark's cameras, and the gateway that is measured, which is
/// src/Gateway as it is.
/// </summary>
public sealed class LiveParkingCluster : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly List<ChildProcess> _processes = [];

    private LiveParkingCluster()
    {
    }

    /// <summary>Process id of the silo.</summary>
    public int Silo => _processes[1].Id;

    /// <summary>Process id of the gateway.</summary>
    public int Gateway => _processes[2].Id;

    /// <summary>Where the gateway listens on loopback.</summary>
    public int GatewayPort { get; } = FreePort.Next();

    /// <summary>The id of a camera.</summary>
    /// <param name="number">From 1.</param>
    public static string Camera(int number) => string.Create(CultureInfo.InvariantCulture, $"bench-{number}");

    /// <summary>Starts all, and returns when the gateway knows the cameras.</summary>
    /// <param name="work">The folder of Redis and the keys.</param>
    /// <param name="film">The folder of the pictures.</param>
    /// <param name="cameras">How many cameras.</param>
    /// <param name="rate">Frames a second of each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<LiveParkingCluster> StartAsync(TempFolder work, string film, int cameras, double rate, CancellationToken cancellationToken)
    {
        var cluster = new LiveParkingCluster();
        try
        {
            await cluster.StartProcessesAsync(work, film, cameras, rate, cancellationToken);
            await cluster.WaitForCamerasAsync(cameras, cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
            await process.DisposeAsync();
    }

    private async Task StartProcessesAsync(TempFolder work, string film, int cameras, double rate, CancellationToken cancellationToken)
    {
        var redisPort = FreePort.Next();
        var redis = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{redisPort}");
        _processes.Add(await ChildProcess.StartAsync(
            "Redis",
            ["redis-server", "--port", Text(redisPort), "--bind", "127.0.0.1", "--dir", work.Path, "--save", ""],
            line => line.Contains("Ready to accept connections", StringComparison.Ordinal),
            null,
            cancellationToken));
        _processes.Add(await ChildProcess.StartAsync(
            "silo",
            ChildProcess.Program(
                "Bench", "silo", "--folder", film, "--cameras", Text(cameras), "--rate", rate.ToString(CultureInfo.InvariantCulture),
                "--redis", redis, "--silo-port", Text(FreePort.Next()), "--gateway-port", Text(FreePort.Next())),
            line => line == Parent.Ready,
            ChildProcess.ServerCollector,
            cancellationToken));
        _processes.Add(await ChildProcess.StartAsync(
            "gateway",
            ChildProcess.Program("Gateway", "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{GatewayPort}")),
            isReady: null,
            new Dictionary<string, string> { ["ConnectionStrings__Redis"] = redis, ["LIVEPARKING_KEYS"] = work["keys"] },
            cancellationToken));
    }

    private async Task WaitForCamerasAsync(int cameras, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            while (await CountCamerasAsync(client, deadline.Token) < cameras)
                await Task.Delay(Pause, TimeProvider.System, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChildFailedException("The gateway did not see the cameras of the silo.");
        }
    }

    private async Task<int> CountCamerasAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(
                new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{GatewayPort}/api/v1/cameras")), cancellationToken);
            if (!answer.IsSuccessStatusCode)
                return 0;
            using var cameras = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            return cameras.RootElement.EnumerateArray().Count(camera => camera.GetProperty("state").GetString() != "offline");
        }
        catch (HttpRequestException)
        {
            return 0; // it does not listen yet
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
