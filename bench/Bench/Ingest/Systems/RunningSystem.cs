using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Testing;

namespace LiveParking.Bench.Ingest.Systems;

/// <summary>Redis, a silo and a gateway, or the standalone program: each a process of its own, in a folder that goes with them.</summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    /// <summary>The location of all levels.</summary>
    public const string Location = "bench";

    private readonly List<Child> _children = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("live-parking-ingest-").FullName;

    private RunningSystem(StoreKind store) => Store = store;

    public StoreKind Store { get; }

    /// <summary>The port of Redis; 0 for the embedded store.</summary>
    public int RedisPort { get; private set; }

    /// <summary>The port of the gateway on loopback.</summary>
    public int HttpPort { get; private set; }

    /// <summary>A token with the role admin.</summary>
    public string Token { get; private set; } = "";

    /// <summary>The processes, for what they use.</summary>
    public IReadOnlyList<Child> Children => _children;

    public static string Level(int level) => string.Create(CultureInfo.InvariantCulture, $"level-{level}");

    /// <summary>Starts everything and makes the levels.</summary>
    public static async Task<RunningSystem> StartAsync(StoreKind store, int levels, CancellationToken cancellationToken)
    {
        var system = new RunningSystem(store);
        try
        {
            system.Token = (await Child.RunAsync(
                system._folder, Program("Standalone", "token", "--role", "admin", "--data", system._folder), cancellationToken)).Trim();
            system.HttpPort = FreePort.Next();
            if (store == StoreKind.Embedded)
                system.StartStandalone();
            else
                await system.StartClusterAsync(store, cancellationToken);
            await system.MakeLevelsAsync(levels, cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks Redis.</summary>
    public Task<string> RedisAsync(CancellationToken cancellationToken, params string[] command) =>
        Child.RunAsync(_folder, ["redis-cli", "-p", Text(RedisPort), .. command], cancellationToken);

    /// <summary>The number of taken spots over all levels, as the system reports it.</summary>
    public async Task<int> OccupiedAsync(CancellationToken cancellationToken)
    {
        using var http = Client();
        var answer = await http.GetFromJsonAsync<LocationAnswer>($"api/v1/locations/{Location}", cancellationToken);
        return answer!.Spots.Occupied;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var child in Enumerable.Reverse(_children))
            await child.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string[] Program(string name, params string[] arguments) =>
        ChildProcess.Program(name, arguments);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void StartStandalone() =>
        _children.Add(Child.Start("standalone", _folder, Program("Standalone", "--no-demo", "--port", Text(HttpPort), "--data", _folder)));

    private async Task StartClusterAsync(StoreKind store, CancellationToken cancellationToken)
    {
        RedisPort = FreePort.Next();
        var redis = Child.Start(
            "redis",
            _folder,
            [
                "redis-server", "--port", Text(RedisPort), "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "yes",
                "--appendfsync", store == StoreKind.EverySec ? "everysec" : "always",
            ]);
        _children.Add(redis);
        await redis.WaitAsync(() => IsOpenAsync(RedisPort), cancellationToken);
        var certificates = store == StoreKind.AlwaysTls ? new ClusterCertificates(_folder, "cluster") : null;
        Dictionary<string, string> Settings(string role)
        {
            var settings = certificates?.Variables(role).ToDictionary(setting => setting.Key, setting => setting.Value!) ?? [];
            settings["ConnectionStrings__Redis"] = $"127.0.0.1:{RedisPort}";
            settings["LIVEPARKING_KEYS"] = Path.Combine(_folder, "keys");
            return settings;
        }

        _children.Add(Child.Start(
            "silo", _folder, Program("Silo", "--role", "central", "--silo-port", Text(FreePort.Next()), "--gateway-port", Text(FreePort.Next())), Settings("central")));
        _children.Add(Child.Start("gateway", _folder, Program("Gateway", "--urls", $"http://127.0.0.1:{HttpPort}"), Settings("gateway")));
    }

    private async Task MakeLevelsAsync(int levels, CancellationToken cancellationToken)
    {
        using var http = Client();
        await _children[^1].WaitAsync(
            async () =>
            {
                try
                {
                    return (await http.GetAsync("health/ready", cancellationToken)).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            cancellationToken);
        (await http.PutAsJsonAsync($"api/v1/locations/{Location}", new { name = "Bench" }, cancellationToken)).EnsureSuccessStatusCode();
        for (var level = 0; level < levels; level++)
        {
            (await http.PutAsJsonAsync(
                $"api/v1/locations/{Location}/levels/{Level(level)}",
                new { name = Level(level), counting = "gates", capacity = new { standard = 1000 } },
                cancellationToken)).EnsureSuccessStatusCode();
        }
    }

    private HttpClient Client()
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return http;
    }

    private static async Task<bool> IsOpenAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private sealed record LocationAnswer(SpotsAnswer Spots);

    private sealed record SpotsAnswer(int Occupied);
}
