using System.Collections.Concurrent;
using LiveParking.Grains.Interfaces.Streams;
using LiveParking.Grains.Streams;
using Orleans.Streams;

namespace LiveParking.ClusterTests.Streams;

[GrainType("ticker")]
public sealed class TickerGrain(ILivePublisher publisher) : Grain, ITickerGrain, ILiveProducer
{
    public static ConcurrentDictionary<string, TaskCompletionSource> Gates { get; } = new();

    private readonly List<string> _demand = [];

    private IAsyncStream<Tick> Stream => this.GetStreamProvider(LiveStreams.ProviderName).GetStream<Tick>(Ticks.Of(this.GetPrimaryKeyString()));

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
        this.GetStreamProvider(LiveStreams.ProviderName).GetStream<Tick>(Ticks.Of("somebody-else")).OnNextAsync(tick);

    public Task BlockAsync(string gate) => Gates.GetOrAdd(gate, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public Task MoveAsync()
    {
        MigrateOnIdle();
        return Task.CompletedTask;
    }

    public Task<SiloAddress> GetSiloAsync() => Task.FromResult(GrainContext.Address.SiloAddress!);

    public Task<IReadOnlyList<string>> GetDemandAsync() => Task.FromResult<IReadOnlyList<string>>([.. _demand]);

    public void OnDemandChanged(StreamId streamId, bool wanted) =>
        _demand.Add($"{streamId.GetNamespace()} {(wanted ? "wanted" : "unwanted")}");
}
