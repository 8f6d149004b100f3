using LiveParking.Gateway.Access;
using LiveParking.Gateway.Readings;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace LiveParking.GatewayTests.Readings;

/// <summary>A level whose store hangs, and callers that do not wait for it.</summary>
public sealed class HangingStoreTests
{
    /// <summary>The usual patience ends within seconds; a machine that stalls needs more to get as far as the callers hang up.</summary>
    private static readonly ReadingQueueLimits Patient = ReadingQueueLimits.Default with { MaxWait = TimeSpan.FromMinutes(10) };

    [Fact]
    public async Task Callers_that_hang_up_leave_nothing_behind_and_who_waits_is_stored_once()
    {
        var store = new Hanging();
        await using var system = new ParkingSystem(_ => { }, builder => builder.Services
            .AddKeyedSingleton<IGrainStorage>(StorageNames.Parking, store)
            .AddSingleton(services => new ReadingBatcher(
                (level, readings) => ReportAsync(services.GetRequiredService<IClusterClient>(), level, readings), TimeProvider.System, Patient)));
        await system.InitializeAsync();
        var lanes = system.Services.GetRequiredService<ReadingBatcher>();
        var location = await system.NewLocationAsync();
        using var http = system.Http(system.Token(Role.Sensor, "*"));
        store.Hang(location);

        var stays = PostAsync("first", default);
        await Eventually.HoldsAsync(() => lanes.Readings == 1, "the first one is in a call");
        using var hangUp = new CancellationTokenSource();
        var others = Enumerable.Range(0, 20).Select(i => PostAsync($"r{i}", hangUp.Token)).ToList();
        await Eventually.HoldsAsync(() => lanes.Readings == 21, "the others wait");
        await hangUp.CancelAsync();
        await Eventually.HoldsAsync(() => lanes.Readings == 1, "they are dropped");
        foreach (var other in others)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);

        store.Release();
        // A machine that stalls may have kept it waiting for too long; then it is sent again.
        if ((int)(await stays).Status != 200)
            Assert.Equal(200, (int)(await PostAsync("first", default)).Status);
        var level = (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{location}/levels/upper")).Json;
        Assert.Equal(1, level.GetProperty("spots").GetProperty("occupied").GetInt32());

        async Task<HttpAnswer> PostAsync(string id, CancellationToken cancellationToken)
        {
            using var body = new StringContent(
                $$"""{"readings":[{"id":"{{id}}","sensorId":"s","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","kind":"entry"}]}""",
                new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
            using var response = await http.PostAsync($"/api/v1/locations/{location}/levels/upper/readings", body, cancellationToken);
            return new HttpAnswer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(cancellationToken), response);
        }
    }

    /// <summary>The one call to the level, for as long as the store hangs.</summary>
    private static async Task<ReadingsAnswer> ReportAsync(IClusterClient client, LevelKey level, IReadOnlyList<Reading> readings)
    {
        while (true)
        {
            try
            {
                return await client.GetGrain<ILevelGrain>(level.ToString()).ReportAsync(readings);
            }
            catch (TimeoutException)
            {
                // The same readings again have no second effect.
                continue;
            }
        }
    }

    /// <summary>Keeps nothing, and writes of the levels of one location hang until they are released.</summary>
    private sealed class Hanging : IGrainStorage
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile string? _location;

        public void Hang(string location) => _location = location;

        public void Release() => _released.SetResult();

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            grainState.State = Activator.CreateInstance<T>();
            return Task.CompletedTask;
        }

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (_location is { } location && grainId.Key.ToString()!.StartsWith($"{location}/", StringComparison.Ordinal))
                await _released.Task;
            grainState.RecordExists = true;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
    }
}
