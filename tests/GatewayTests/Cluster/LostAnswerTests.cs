using LiveParking.Gateway.Access;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Access;
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

    /// <summary>Its grain does one call after the other: what is called a second time waits behind the first.</summary>
    [Fact]
    public async Task A_slow_grain_answers_the_first_call_although_there_is_a_second_one_by_then()
    {
        var slow = new SlowCall("GetDriftAsync");
        await using var system = new ParkingSystem(_ => { }, builder => builder.Services.AddSingleton<IIncomingGrainCallFilter>(slow).AddSingleton<IOutgoingGrainCallFilter>(slow));
        using var end = slow;
        await system.InitializeAsync();
        var location = await system.NewLocationAsync();
        using var http = system.Http(system.Token(Role.Admin, "*"));

        var answer = HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/locations/{location}/levels/upper/drift");
        await Eventually.HoldsAsync(() => slow.HasSecondAttempt, "the second attempt is sent");
        slow.Release();

        Assert.Equal(200, (int)(await answer).Status);
    }

    /// <summary>Holds the first call of a method in its grain until it is released, and every later one to the end. Counts what is sent.</summary>
    private sealed class SlowCall(string method) : IIncomingGrainCallFilter, IOutgoingGrainCallFilter, IDisposable
    {
        private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;
        private int _sent;

        public bool HasSecondAttempt => _sent > 1;

        public void Release() => _release.TrySetResult();

        public void Dispose()
        {
            _release.TrySetResult();
            _end.TrySetResult();
        }

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.MethodName == method)
                await (Interlocked.Increment(ref _calls) == 1 ? _release : _end).Task;
            await context.Invoke();
        }

        public Task Invoke(IOutgoingGrainCallContext context)
        {
            if (context.MethodName == method)
                Interlocked.Increment(ref _sent);
            return context.Invoke();
        }
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
