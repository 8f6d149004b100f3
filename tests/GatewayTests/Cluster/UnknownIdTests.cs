using System.Net;
using LiveParking.Gateway.Access;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.GatewayTests.Cluster;

/// <summary>What made-up ids cost, and that what is made is found, with two silos and two gateways.</summary>
public sealed class UnknownIdTests : IAsyncLifetime, IAsyncDisposable
{
    private const int MadeUp = 300;

    private static readonly string[] Places = ["LocationGrain", "LevelGrain", "CameraGrain"];

    private readonly TwoGateways _system = new();

    public Task InitializeAsync() => _system.InitializeAsync();

    public Task DisposeAsync() => _system.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    [Trait("Hole", "2")]
    public async Task A_flood_of_made_up_ids_makes_no_activation_and_reads_no_store()
    {
        await MakeAsync(0, "mall", "upper");
        using var one = _system.Http(0);
        using var two = _system.Http(1);
        foreach (var http in (HttpClient[])[one, two])
            Assert.Equal(200, await StatusAsync(http, "/api/v1/locations/mall/levels/upper"));
        await using var phone = new HubConnectionBuilder().WithUrl(new Uri(_system.Address(0), "/hubs/parking"))
            .AddJsonProtocol(options => WireJson.Apply(options.PayloadSerializerOptions)).Build();
        await phone.StartAsync();
        var activations = await _system.ActivationsAsync(Places);
        var reads = _system.Store.Reads.Count;

        for (var round = 0; round < 2; round++)
        {
            await Parallel.ForAsync(
                0, MadeUp, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await AskAsync(i % 2 == 0 ? one : two, i));
            for (var i = 0; i < 20; i++)
                await HubErrors.HasCodeAsync("unknown-location", phone.InvokeAsync("SubscribeToParking", $"made-up-{i}"));
        }

        // The gateways try the store by themselves every 30 s.
        Assert.All(_system.Store.Reads.Skip(reads).Where(grain => grain.Type.ToString() != "store-check"), grain => Assert.Equal("level-history", grain.Type.ToString()));
        Assert.Equal(activations, await _system.ActivationsAsync(Places));
        Assert.Equal(200, await StatusAsync(one, "/api/v1/locations/mall/levels/upper"));
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task What_is_made_is_found_through_the_other_gateway_although_it_was_asked_for_before()
    {
        using var one = _system.Http(0);
        using var two = _system.Http(1);
        await UnknownEverywhereAsync("new-mall", "upper");
        for (var round = 0; round < 3; round++)
        {
            await MakeAsync(round % 2, "new-mall", null);
            foreach (var http in (HttpClient[])[one, two])
            {
                Assert.Equal(200, await StatusAsync(http, "/api/v1/locations/new-mall"));
                (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/locations/new-mall/levels/upper")).IsProblem(404, "unknown-level");
            }

            await MakeAsync(round % 2, "new-mall", "upper");
            foreach (var http in (HttpClient[])[two, one])
            {
                Assert.Equal(200, await StatusAsync(http, "/api/v1/locations/new-mall/levels/upper"));
                (await ReportAsync(http, "new-mall", "upper", $"car-{round}-{http.BaseAddress!.Port}")).RequireOk();
            }

            Assert.Equal(204, (int)(await HttpAnswer.SendAsync(one, HttpMethod.Delete, "/api/v1/locations/new-mall/levels/upper")).Status);
            foreach (var http in (HttpClient[])[two, one])
            {
                (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/locations/new-mall/levels/upper")).IsProblem(404, "unknown-level");
                (await ReportAsync(http, "new-mall", "upper", "late-car")).IsProblem(404, "unknown-level");
                // Its history stays until it is removed, too.
                await Eventually.HoldsAsync(
                    async () => (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/locations/new-mall/levels/upper/history?step=1m")).RequireOk().Json
                        .GetProperty("buckets").GetArrayLength() > 0,
                    "the history is there");
            }

            Assert.Equal(204, (int)(await HttpAnswer.SendAsync(two, HttpMethod.Delete, "/api/v1/locations/new-mall")).Status);
            await UnknownEverywhereAsync("new-mall", "upper");
        }
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task A_known_id_is_never_unknown_while_a_silo_stops()
    {
        var ids = Enumerable.Range(0, 12).Select(i => $"site-{i}").ToList();
        foreach (var id in ids)
            await MakeAsync(0, id, "upper");
        using var known = _system.Http(0);
        using var fresh = _system.Http(await _system.AddGatewayAsync());
        var stopping = _system.StopSiloAsync();
        var statuses = new List<int>();
        // The last round begins after the silo has stopped.
        for (var isLast = false; ; isLast = stopping.IsCompleted)
        {
            foreach (var id in ids)
            {
                var answers = await Task.WhenAll(
                    StatusAsync(known, $"/api/v1/locations/{id}"), StatusAsync(fresh, $"/api/v1/locations/{id}/levels/upper"),
                    StatusAsync(fresh, $"/api/v1/locations/{id}"), StatusAsync(known, $"/api/v1/locations/{id}/levels/upper"));
                statuses.AddRange(answers);
            }

            if (isLast)
                break;
        }

        await stopping;
        Assert.All(statuses, status => Assert.Contains(status, (int[])[200, 503]));
        foreach (var id in ids)
        {
            await Eventually.HoldsAsync(async () => await StatusAsync(fresh, $"/api/v1/locations/{id}/levels/upper") == 200, $"{id} is found");
        }
    }

    [Fact]
    [Trait("Hole", "2")]
    public async Task The_history_of_a_made_up_level_is_read_from_the_store_once()
    {
        using var http = _system.Http(0, Role.Viewer);
        var reads = _system.Store.Reads.Count;
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 20; i++)
                (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/nowhere/levels/made-up-{i}/history")).IsProblem(404, "unknown-level");
        }

        Assert.Equal(20, _system.Store.Reads.Skip(reads).Count(grain => grain.Key.ToString()!.Contains("made-up-", StringComparison.Ordinal)));
    }

    private static async Task AskAsync(HttpClient http, int i)
    {
        (string Method, string Path, string Code)[] asked =
        [
            ("GET", $"/api/v1/locations/made-up-{i}", "unknown-location"),
            ("GET", $"/api/v1/locations/made-up-{i}/settings", "unknown-location"),
            ("GET", $"/api/v1/locations/made-up-{i}/best-level", "unknown-location"),
            ("DELETE", $"/api/v1/locations/made-up-{i}", "unknown-location"),
            ("DELETE", $"/api/v1/locations/mall/levels/made-up-{i}", "unknown-level"),
            ("GET", $"/api/v1/locations/made-up-{i}/levels/upper", "unknown-level"),
            ("GET", $"/api/v1/locations/mall/levels/made-up-{i}", "unknown-level"),
            ("GET", $"/api/v1/locations/mall/levels/made-up-{i}/settings", "unknown-level"),
            ("GET", $"/api/v1/locations/mall/levels/made-up-{i}/sensors", "unknown-level"),
            ("GET", $"/api/v1/locations/mall/levels/made-up-{i}/history", "unknown-level"),
            ("GET", $"/api/v1/cameras/made-up-{i}", "unknown-camera"),
            ("GET", $"/api/v1/cameras/made-up-{i}/snapshot.jpg", "unknown-camera"),
        ];
        foreach (var (method, path, code) in asked)
            (await HttpAnswer.SendAsync(http, HttpMethod.Parse(method), path)).IsProblem(404, code);
        (await ReportAsync(http, "mall", $"made-up-{i}", "car")).IsProblem(404, "unknown-level");
        (await ReportAsync(http, $"made-up-{i}", "upper", "car")).IsProblem(404, "unknown-level");
    }

    private static Task<HttpAnswer> ReportAsync(HttpClient http, string location, string level, string id) => HttpAnswer.SendAsync(
        http, HttpMethod.Post, $"/api/v1/locations/{location}/levels/{level}/readings",
        $$"""{"readings":[{"id":"{{id}}","sensorId":"gate","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","kind":"entry"}]}""");

    private static async Task<int> StatusAsync(HttpClient http, string path) => (int)(await HttpAnswer.SendAsync(http, HttpMethod.Get, path)).Status;

    /// <summary>Makes a location, or a level of one.</summary>
    private async Task MakeAsync(int gateway, string location, string? level)
    {
        using var http = _system.Http(gateway);
        (await HttpAnswer.SendAsync(http, HttpMethod.Put, $"/api/v1/locations/{location}", """{"name":"Mall"}""")).RequireOk();
        if (level is not null)
        {
            (await HttpAnswer.SendAsync(
                http, HttpMethod.Put, $"/api/v1/locations/{location}/levels/{level}", """{"name":"Upper","counting":"gates","capacity":{"standard":50}}"""))
                .RequireOk();
        }
    }

    private async Task UnknownEverywhereAsync(string location, string level)
    {
        for (var gateway = 0; gateway < 2; gateway++)
        {
            using var http = _system.Http(gateway);
            (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{location}")).IsProblem(404, "unknown-location");
            (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{location}/levels/{level}")).IsProblem(404, "unknown-level");
            (await ReportAsync(http, location, level, "car")).IsProblem(404, "unknown-level");
        }
    }
}
