using System.Collections.Concurrent;
using LiveParking.Grains.Interfaces;
using LiveParking.LiveStreams;
using LiveParking.LiveStreams.Publishing;
using Orleans.Streams;

namespace LiveParking.ClusterTests.LiveStreams;

[GrainType("ticker")]
public sealed class TickerGrain(IGrainContextAccessor context, ILivePublisher publisher) : Grain, ITickerGrain, ILiveProducer
{
    public static ConcurrentDictionary<string, TaskCompletionSource> Gates { get; } = new();

    /// <summary>Number of activations of a grain that are still to fail.</summary>
    public static ConcurrentDictionary<string, int> FailingActivations { get; } = new();

    /// <summary>The last observer of each grain that followed another.</summary>
    public static ConcurrentDictionary<string, WeakReference> Followers { get; } = new();

    /// <summary>The grains that were notified of demand after their deactivation.</summary>
    public static ConcurrentBag<string> ToldTooLate { get; } = [];

    private readonly List<string> _demand = [];
    private readonly List<int> _followed = [];
    private StreamSubscriptionHandle<Tick>? _following;
    private bool _deactivated;

    private IAsyncStream<Tick> Stream => this.GetStreamProvider(ParkingStreams.ProviderName).GetStream<Tick>(Ticks.Of(this.GetPrimaryKeyString()));

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        if (!FailingActivations.TryGetValue(key, out var left) || left == 0)
            return Task.CompletedTask;
        FailingActivations[key] = left - 1;
        throw new InvalidOperationException("on purpose");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _deactivated = true;
        return Task.CompletedTask;
    }

    public Task PublishAsync(Tick tick) => Stream.OnNextAsync(tick);

    public Task WithdrawAsync()
    {
        publisher.Withdraw(Ticks.Of(this.GetPrimaryKeyString()));
        return Task.CompletedTask;
    }

    public async Task PublishManyAsync(int first, int count)
    {
        for (var i = 0; i < count; i++)
            await Stream.OnNextAsync(new Tick(first + i));
    }

    public Task PublishOffSchedulerAsync(Tick tick)
    {
        var stream = Stream;
        return Task.Run(() => stream.OnNextAsync(tick));
    }

    public Task PublishForeignAsync(Tick tick) =>
        this.GetStreamProvider(ParkingStreams.ProviderName).GetStream<Tick>(Ticks.Of("somebody-else")).OnNextAsync(tick);

    public Task BlockAsync(string gate) => Gates.GetOrAdd(gate, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public Task MoveAsync()
    {
        MigrateOnIdle();
        return Task.CompletedTask;
    }

    public async Task FollowAsync(string key)
    {
        var observer = new Collector<Tick>(tick =>
        {
            Assert.Same(GrainContext, context.GrainContext);
            _followed.Add(tick.Number);
            return Task.CompletedTask;
        });
        Followers[this.GetPrimaryKeyString()] = new WeakReference(observer);
        _following = await this.GetStreamProvider(ParkingStreams.ProviderName).GetStream<Tick>(Ticks.Of(key)).SubscribeAsync(observer);
    }

    public async Task UnfollowAsync()
    {
        await _following!.UnsubscribeAsync();
        _following = null;
    }

    public Task<IReadOnlyList<int>> GetFollowedAsync() => Task.FromResult<IReadOnlyList<int>>([.. _followed]);

    public Task<SiloAddress> GetSiloAsync() => Task.FromResult(GrainContext.Address.SiloAddress!);

    public Task<IReadOnlyList<string>> GetDemandAsync() => Task.FromResult<IReadOnlyList<string>>([.. _demand]);

    public void OnDemandChanged(StreamId streamId, bool wanted)
    {
        if (_deactivated)
            ToldTooLate.Add(this.GetPrimaryKeyString());
        _demand.Add($"{streamId.GetNamespace()} {(wanted ? "wanted" : "unwanted")}");
    }
}
