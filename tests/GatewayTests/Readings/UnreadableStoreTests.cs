using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace LiveParking.GatewayTests.Readings;

/// <summary>A level whose state can't be read, in the process of the gateway.</summary>
public sealed class UnreadableStoreTests
{
    [Fact]
    public async Task A_level_that_cannot_be_read_is_unavailable_and_nothing_else()
    {
        await using var system = new ParkingSystem(_ => { }, builder => builder.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Parking, new Unreadable()));
        await system.InitializeAsync();
        using var http = system.Http();
        var answer = await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/locations/site/levels/upper/history");
        answer.IsProblem(503, "unavailable");
    }

    /// <summary>Holds nothing, and fails for the grains of one location as the store of a silo does.</summary>
    private sealed class Unreadable : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (grainId.Key.ToString()!.StartsWith("site/", StringComparison.Ordinal))
                throw new StoreUnavailableException("The store can't be read now; try again.");
            grainState.State = Activator.CreateInstance<T>();
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            grainState.RecordExists = true;
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
    }
}
