using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Bench.Measuring.Updates;
using LiveParking.Bench.Occupancy.Phones;
using LiveParking.Gateway.Access;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Testing;
using LiveParking.Tokens;

namespace LiveParking.Bench.Occupancy.Servers;

/// <summary>The product: Redis that flushes before it answers, a silo and a gateway. An update is a reading that a sensor sends over HTTP.</summary>
internal sealed class OurServer : IOccupancyServer
{
    private const string Location = "bench";

    private readonly TempFolder _work = new();
    private readonly List<ChildProcess> _processes = [];
    private readonly int _port = FreePort.Next();
    private readonly HttpClient _http = new();

    private OurServer()
    {
    }

    public string Name => "ours";

    public Entrance Entrance => new(_port, "/hubs/parking", (socket, count) => new SignalRPhone(socket, "SubscribeToParking", count));

    public IReadOnlyList<int> Processes => [.. Enumerable.Reverse(_processes).Select(process => process.Id)];

    public static async Task<OurServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new OurServer();
        try
        {
            await server.StartProcessesAsync(cancellationToken);
            await server.MakeLevelsAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task<SentUpdate> PublishAsync(int number, CancellationToken cancellationToken)
    {
        var level = number % Levels.Count;
        var at = Stopwatch.GetTimestamp();
        var body = new
        {
            readings = new[] { new { id = number.ToString(CultureInfo.InvariantCulture), sensorId = "sensor", at = TimeProvider.System.GetUtcNow(), kind = "count", occupied = number % 500 } },
        };
        using var answer = await _http.PostAsJsonAsync($"api/v1/locations/{Location}/levels/{Levels.Prefix}{level}/readings", body, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return new SentUpdate(level, json.GetProperty("status").GetProperty("version").GetInt64(), at);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var process in Enumerable.Reverse(_processes))
            await process.DisposeAsync();
        _work.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task StartProcessesAsync(CancellationToken cancellationToken)
    {
        var redisPort = FreePort.Next();
        var where = new Dictionary<string, string>
        {
            ["ConnectionStrings__Redis"] = $"127.0.0.1:{redisPort}", ["LIVEPARKING_KEYS"] = _work["keys"],
        };
        _processes.Add(await ChildProcess.StartAsync(
            "Redis",
            [
                "redis-server", "--port", Text(redisPort), "--bind", "127.0.0.1", "--dir", _work.Path, "--save", "", "--appendonly", "yes",
                "--appendfsync", "always",
            ],
            line => line.Contains("Ready to accept connections", StringComparison.Ordinal),
            null,
            cancellationToken));
        _processes.Add(await ChildProcess.StartAsync(
            "silo",
            ChildProcess.Program("Silo", "--role", "central", "--silo-port", Text(FreePort.Next()), "--gateway-port", Text(FreePort.Next())),
            null,
            where,
            cancellationToken));
        _processes.Add(await ChildProcess.StartAsync(
            "gateway", ChildProcess.Program("Gateway", "--urls", $"http://127.0.0.1:{_port}"), null, where, cancellationToken));
    }

    private async Task MakeLevelsAsync(CancellationToken cancellationToken)
    {
        _http.BaseAddress = new Uri($"http://127.0.0.1:{_port}/");
        var token = new TokenIssuer(_work["keys"], TimeProvider.System).Issue(Role.Admin, [], TimeSpan.FromHours(1));
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await Ready.WaitAsync(new Uri(_http.BaseAddress, "health/ready"), cancellationToken);
        (await _http.PutAsJsonAsync($"api/v1/locations/{Location}", new { name = "Bench" }, cancellationToken)).EnsureSuccessStatusCode();
        for (var level = 0; level < Levels.Count; level++)
        {
            (await _http.PutAsJsonAsync(
                $"api/v1/locations/{Location}/levels/{Levels.Prefix}{level}",
                new { name = $"Level {level}", counting = "count", capacity = new { standard = 500 } },
                cancellationToken)).EnsureSuccessStatusCode();
        }
    }
}
