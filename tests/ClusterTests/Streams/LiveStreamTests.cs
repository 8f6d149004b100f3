using System.Diagnostics;
using LiveParking.Grains.Interfaces.Streams;
using LiveParking.Grains.Streams;
using Orleans.Streams;

namespace LiveParking.ClusterTests.Streams;

public sealed class LiveStreamTests(LiveStreamsFixture fixture) : IClassFixture<LiveStreamsFixture>
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
    public async Task Receiver_ThatNoLongerRenews_IsForgottenWithItsMemory()
    {
        await fixture.Ticker(_key).PublishAsync(new Tick(1));
        var silo = await fixture.Ticker(_key).GetSiloAsync();
        var leases = fixture.SiloService<LiveLeases>(silo);
        var extension = fixture.Grains.GetGrain<ILiveProducerExtension>(GrainId.Create(Ticks.GrainType, _key));
        var mute = new MuteReceiver();
        var before = leases.ReceiverCount;
        await extension.SubscribeAsync(Ticks.Of(_key), Guid.NewGuid(), 1, fixture.ReferenceTo(mute));
        Assert.Equal(before + 1, leases.ReceiverCount);

        await Eventually.HoldsAsync(() => leases.ReceiverCount == before, "the lease of a dead receiver runs out");
        await Eventually.HoldsAsync(
            async () => (await fixture.Ticker(_key).GetDemandAsync()) is [.., "ticks unwanted"], "the producer is told that nobody is left");
    }

    [Fact]
    public async Task Receiver_ThatDoesNotKnowTheSubscription_IsForgottenAtTheNextItem()
    {
        var extension = fixture.Grains.GetGrain<ILiveProducerExtension>(GrainId.Create(Ticks.GrainType, _key));
        var mute = new MuteReceiver(known: false);
        await extension.SubscribeAsync(Ticks.Of(_key), Guid.NewGuid(), 1, fixture.ReferenceTo(mute));

        await fixture.Ticker(_key).PublishAsync(new Tick(1));

        await Eventually.HoldsAsync(
            async () => (await fixture.Ticker(_key).GetDemandAsync()) is [.., "ticks unwanted"], "the subscription ends");
        Assert.Equal(1, mute.Deliveries);
    }

    [Fact]
    public async Task Renewal_AfterAFailedDelivery_BringsTheNewestAndNothingOlderFollows()
    {
        var extension = fixture.Grains.GetGrain<ILiveProducerExtension>(GrainId.Create(Ticks.GrainType, _key));
        var receiverId = Guid.NewGuid();
        var failing = new MuteReceiver(fails: true);
        var subscription = await extension.SubscribeAsync(
            Ticks.Of(_key), receiverId, 9, fixture.ReferenceTo(failing));
        await fixture.Ticker(_key).PublishManyAsync(1, 50);
        await Eventually.HoldsAsync(() => failing.Deliveries > 0, "a delivery was tried");
        await fixture.Ticker(_key).PublishManyAsync(51, 50);
        var tried = failing.Deliveries;

        LiveRenewal? renewal = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                renewal = await fixture.Grains.GetGrain<ILiveLeaseGrain>(subscription.Silo.ToParsableString())
                    .RenewAsync(receiverId, [new LiveHolding(9, subscription.Newest.Epoch, 0)]);
                return renewal.Missed.Count == 1;
            },
            "the renewal brings what was missed");

        Assert.Equal(100, ((Tick)renewal!.Missed[0].Item!).Number);
        Assert.True(tried <= 2, $"{tried} deliveries were tried to a receiver that fails; a suspended one gets none.");
    }

    [Fact]
    public async Task Item_OfAnotherEpoch_IsIgnoredAndNotKnown()
    {
        var collector = new Collector<Tick>();
        await fixture.Stream(_key).SubscribeAsync(collector);
        await fixture.Ticker(_key).PublishAsync(new Tick(1));
        await collector.WaitForAsync(tick => tick.Number == 1);
        var receiver = fixture.Cluster.Client.ServiceProvider.GetService(typeof(LiveReceiver)) as LiveReceiver;
        var known = new List<bool>();

        for (var number = 1; number < 200; number++)
            known.Add(await receiver!.DeliverAsync(new LiveItem(number, 12345, 99, new Tick(666))));

        Assert.DoesNotContain(true, known);
        Assert.DoesNotContain(collector.Items, tick => tick.Number == 666);
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
