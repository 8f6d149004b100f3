using LiveParking.Gateway.Access;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace LiveParking.GatewayTests.Cluster;

/// <summary>Calls that are never answered, as when their silo is killed.</summary>
public sealed class LostAnswerTests
{
    /// <summary>The method has a response timeout that is longer than a request waits.</summary>
    [Fact]
    public async Task An_idempotent_method_with_a_long_timeout_is_called_again_while_the_first_call_has_no_answer()
    {
        var lost = new LostCall(nameof(ILocationGrain.ConfigureLevelAsync));
        await using var system = new ParkingSystem(_ => { }, builder => builder.Services.AddSingleton<IIncomingGrainCallFilter>(lost));
        using var end = lost;
        await system.InitializeAsync();
        var location = await system.NewLocationAsync();
        using var http = system.Http(system.Token(Role.Admin, "*"));
        lost.Arm();

        var answer = await HttpAnswer.SendAsync(
            http, HttpMethod.Put, $"/api/v1/locations/{location}/levels/roof", """{"name":"Roof","counting":"gates","capacity":{"standard":12}}""");

        Assert.True((int)answer.Status == 200, answer.Text);
        Assert.Equal(2, lost.Calls);
        Assert.Equal(12, answer.Json.GetProperty("spots").GetProperty("total").GetInt32());
    }

    /// <summary>Holds one call of a method before it reaches its grain.</summary>
    private sealed class LostCall(string method) : IIncomingGrainCallFilter, IDisposable
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;
        private volatile bool _isArmed;

        /// <summary>Number of calls since <see cref="Arm"/>.</summary>
        public int Calls => _calls;

        public void Arm() => _isArmed = true;

        public void Dispose() => _end.TrySetResult();

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (_isArmed && context.MethodName == method && Interlocked.Increment(ref _calls) == 1)
                await _end.Task;
            await context.Invoke();
        }
    }
}
