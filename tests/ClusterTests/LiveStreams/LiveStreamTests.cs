using System.Diagnostics;
using Orleans.Streams;

namespace LiveParking.ClusterTests.LiveStreams;

public sealed partial class LiveStreamTests(LiveStreamsFixture fixture) : IClassFixture<LiveStreamsFixture>
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Subscribe_AfterPublish_GetsTheNewestAtOnceAndNothingOlder()
    {
        await fixture.Ticker(_key).PublishManyAsync(1, 5);
        var collector = new Collector<Tick>();

        await fixture.Stream(_key).SubscribeAsync(collector);

        Assert.Equal(5, (await collector.WaitForAsync(_ => true)).Number);
        Assert.Equal([5], collector.Items.Select(tick => tick.Number));
    }

    [Fact]
    public async Task Publish_WithSubscribersInClientAndGrains_ReachesEachOfThem()
    {
        List<Collector<Tick>> collectors = [new(), new(), new()];
        foreach (var collector in collectors)
            await fixture.Stream(_key).SubscribeAsync(collector);

        await fixture.Ticker(_key).PublishAsync(new Tick(7));

        foreach (var collector in collectors)
            await collector.WaitForAsync(tick => tick.Number == 7);
        Assert.Equal(3, (await fixture.Stream(_key).GetAllSubscriptionHandles()).Count);
    }

    [Fact]
    public async Task Unsubscribe_OneOfTwo_LeavesTheOtherOne()
    {
        var (left, stayed) = (new Collector<Tick>(), new Collector<Tick>());
        var handle = await fixture.Stream(_key).SubscribeAsync(left);
        await fixture.Stream(_key).SubscribeAsync(stayed);

        await handle.UnsubscribeAsync();
        await fixture.Ticker(_key).PublishAsync(new Tick(1));

        await stayed.WaitForAsync(tick => tick.Number == 1);
        Assert.Empty(left.Items);
    }

    [Fact]
    public async Task Publish_ToASlowConsumer_SkipsToTheNewestAndNeverGoesBack()
    {
        var gate = new SemaphoreSlim(0);
        var collector = new Collector<Tick>(_ => gate.WaitAsync());
        await fixture.Stream(_key).SubscribeAsync(collector);
        await fixture.Ticker(_key).PublishAsync(new Tick(1));
        await collector.WaitForAsync(tick => tick.Number == 1);

        await fixture.Ticker(_key).PublishManyAsync(2, 500);
        var fast = new Collector<Tick>();
        await fixture.Stream(_key).SubscribeAsync(fast);
        await fast.WaitForAsync(tick => tick.Number == 501);
        gate.Release(1000);

        await collector.WaitForAsync(tick => tick.Number == 501);
        var numbers = collector.Items.Select(tick => tick.Number).ToList();
        Assert.Equal(numbers.Order(), numbers);
        Assert.True(numbers.Count < 20, $"A backlog of {numbers.Count} was delivered.");
    }

    [Fact]
    public async Task Subscribe_WhileTheGrainIsInASlowTurn_IsAnsweredAtOnce()
    {
        await fixture.Ticker(_key).PublishAsync(new Tick(3));
        var blocked = fixture.Ticker(_key).BlockAsync(_key);
        await Eventually.HoldsAsync(() => TickerGrain.Gates.ContainsKey(_key), "the grain is in its slow turn");

        var collector = new Collector<Tick>();
        await fixture.Stream(_key).SubscribeAsync(collector);

        Assert.Equal(3, (await collector.WaitForAsync(_ => true)).Number);
        Assert.False(blocked.IsCompleted);
        TickerGrain.Gates[_key].SetResult();
        await blocked;
    }

    [Fact]
    public async Task Demand_FirstSubscriberComesAndLastLeaves_ProducerIsToldOnceEach()
    {
        var first = await fixture.Stream(_key).SubscribeAsync(new Collector<Tick>());
        var second = await fixture.Stream(_key).SubscribeAsync(new Collector<Tick>());
        await first.UnsubscribeAsync();
        await second.UnsubscribeAsync();

        await Eventually.HoldsAsync(
            async () => (await fixture.Ticker(_key).GetDemandAsync()).SequenceEqual(["ticks wanted", "ticks unwanted"]),
            "the producer is told once of the first and once of the last subscriber");
    }

    [Fact]
    public async Task Producer_Migrates_SubscriberFollowsByItself()
    {
        var collector = new Collector<Tick>();
        await fixture.Stream(_key).SubscribeAsync(collector);
        await fixture.Ticker(_key).PublishAsync(new Tick(1));
        await collector.WaitForAsync(tick => tick.Number == 1);

        await fixture.Ticker(_key).MoveAsync();
        var next = 2;
        await Eventually.HoldsAsync(
            async () =>
            {
                await fixture.Ticker(_key).PublishAsync(new Tick(next++));
                return collector.Items.Any(tick => tick.Number > 1);
            },
            "items of the next activation arrive");
    }

    [Fact]
    public async Task Withdraw_TheNewestState_LeavesNothingForALaterSubscriberAndTheNextStateArrives()
    {
        await fixture.Ticker(_key).PublishManyAsync(1, 3);
        await fixture.Ticker(_key).WithdrawAsync();
        var collector = new Collector<Tick>();
        await fixture.Stream(_key).SubscribeAsync(collector);

        await fixture.Ticker(_key).PublishAsync(new Tick(9));

        await collector.WaitForAsync(tick => tick.Number == 9);
        Assert.Equal([9], collector.Items.Select(tick => tick.Number));
    }

    [Fact]
    public async Task Publish_OffTheGrainsScheduler_IsRefusedWithTheReason()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Ticker(_key).PublishOffSchedulerAsync(new Tick(1)));
        Assert.Contains("scheduler", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_OnTheStreamOfAnotherGrain_IsRefused()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Ticker(_key).PublishForeignAsync(new Tick(1)));
        Assert.Contains("does not belong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoStreamsOfOneGrain_KeepTheirStatesApart()
    {
        var collector = new Collector<Tick>();
        await fixture.Streams.GetStream<Tick>(Ticks.OtherOf(_key)).SubscribeAsync(collector);
        var own = new Collector<Tick>();
        await fixture.Stream(_key).SubscribeAsync(own);

        await fixture.Ticker(_key).PublishAsync(new Tick(1));

        await own.WaitForAsync(tick => tick.Number == 1);
        Assert.Empty(collector.Items);
    }

    [Fact]
    public async Task Unsupported_BatchRewindAndCompletion_SayWhy()
    {
        var stream = fixture.Stream(_key);
        await Assert.ThrowsAsync<NotSupportedException>(() => stream.OnNextBatchAsync([new Tick(1)]));
        await Assert.ThrowsAsync<NotSupportedException>(() => stream.OnCompletedAsync());
        await Assert.ThrowsAsync<NotSupportedException>(() => stream.OnErrorAsync(new InvalidOperationException()));
        await Assert.ThrowsAsync<NotSupportedException>(() => stream.OnNextAsync(new Tick(1)));
        await Assert.ThrowsAsync<NotSupportedException>(() => stream.SubscribeAsync(new Collector<Tick>(), new Orleans.Providers.Streams.Common.EventSequenceTokenV2(1)));
        Assert.False(stream.IsRewindable);
        Assert.Throws<ArgumentException>(() => fixture.Streams.GetStream<Tick>(StreamId.Create("nobody", "x")));
    }

    [Fact]
    public async Task Handler_ThatThrows_GetsTheNextItemAllTheSame()
    {
        var collector = new Collector<Tick>(tick => tick.Number == 1 ? throw new InvalidOperationException("on purpose") : Task.CompletedTask);
        await fixture.Stream(_key).SubscribeAsync(collector);
        await fixture.Ticker(_key).PublishAsync(new Tick(1));
        await collector.WaitForAsync(tick => tick.Number == 1);

        await fixture.Ticker(_key).PublishAsync(new Tick(2));

        await collector.WaitForAsync(tick => tick.Number == 2);
    }
}
