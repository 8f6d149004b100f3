using Orleans.Concurrency;
using Orleans.Streams;

namespace LiveParking.Bench.Latency.Streams;

/// <summary>Like a camera: pictures come on a thread of their own and are published on the grain's scheduler.</summary>
[GrainType("bench-producer"), KeepAlive]
internal sealed class BenchProducerGrain(Transport transport, Pacer pacer) : Grain, IBenchProducerGrain
{
    private IAsyncStream<BenchItem>? _stream;

    public Task StartAsync(int number)
    {
        _stream = this.GetStreamProvider(transport.Provider).GetStream<BenchItem>(BenchItem.StreamOf(number));
        var grain = TaskScheduler.Current;
        pacer.Add(number, item => Task.Factory.StartNew(
            () => _stream.OnNextAsync(item), CancellationToken.None, TaskCreationOptions.DenyChildAttach, grain).Unwrap());
        return Task.CompletedTask;
    }
}
