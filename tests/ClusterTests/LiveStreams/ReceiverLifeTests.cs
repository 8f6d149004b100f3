using LiveParking.LiveStreams;
using LiveParking.LiveStreams.Publishing;

namespace LiveParking.ClusterTests.LiveStreams;

public sealed class ReceiverLifeTests(LiveStreamsFixture fixture) : IClassFixture<LiveStreamsFixture>
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Subscription_outlives_garbage_collection()
    {
        var collector = new Collector<Tick>();
        await fixture.Stream(_key).SubscribeAsync(collector);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        await fixture.Ticker(_key).PublishAsync(new Tick(1));

        await collector.WaitForAsync(tick => tick.Number == 1);
    }

    [Fact]
    public async Task Producer_that_deactivates_tells_its_receivers()
    {
        var receiver = new MuteReceiver();
        var extension = fixture.Grains.GetGrain<ILiveProducerExtension>(GrainId.Create(Ticks.GrainType, _key));
        await extension.SubscribeAsync(Ticks.Of(_key), Guid.NewGuid(), 4, fixture.ReferenceTo(receiver));

        await fixture.Ticker(_key).MoveAsync();

        await Eventually.HoldsAsync(() => receiver.Ends == 1, "the receiver is told that the producer's life ended");
    }

    [Fact]
    public async Task Delivery_that_is_never_answered_suspends_the_receiver_instead_of_queueing()
    {
        var never = new TaskCompletionSource<bool>();
        var receiver = new MuteReceiver(answer: never.Task);
        var extension = fixture.Grains.GetGrain<ILiveProducerExtension>(GrainId.Create(Ticks.GrainType, _key));
        var id = Guid.NewGuid();
        await extension.SubscribeAsync(Ticks.Of(_key), id, 4, fixture.ReferenceTo(receiver));

        for (var i = 0; i < 300; i++)
            await fixture.Ticker(_key).PublishAsync(new Tick(i));

        Assert.True(receiver.Deliveries <= 4, $"{receiver.Deliveries} deliveries are in flight to a receiver that does not answer.");

        var leaving = extension.UnsubscribeAsync(id, 4);
        Assert.False(leaving.IsCompleted);
        never.SetResult(true);
        await leaving;
    }

    [Fact]
    public async Task Unsubscribe_is_answered_when_nothing_is_on_its_way_any_more()
    {
        var gate = new TaskCompletionSource<bool>();
        var receiver = new MuteReceiver(answer: gate.Task);
        var extension = fixture.Grains.GetGrain<ILiveProducerExtension>(GrainId.Create(Ticks.GrainType, _key));
        var id = Guid.NewGuid();
        await extension.SubscribeAsync(Ticks.Of(_key), id, 4, fixture.ReferenceTo(receiver));
        await fixture.Ticker(_key).PublishAsync(new Tick(1));
        await Eventually.HoldsAsync(() => receiver.Deliveries == 1, "the first state is on its way");
        await fixture.Ticker(_key).PublishAsync(new Tick(2));

        var leaving = extension.UnsubscribeAsync(id, 4);
        await Eventually.HoldsAsync(
            async () => await fixture.Ticker(_key).GetDemandAsync() is [.., "ticks unwanted"], "the producer is told");
        var early = leaving.IsCompleted;
        gate.SetResult(true);
        await leaving;

        Assert.False(early);
        Assert.Equal(1, receiver.Deliveries);
    }

    [Fact]
    public async Task Receiver_that_leaves_gets_nothing_more_and_is_not_wanted_at_once()
    {
        await using var receiver = fixture.NewReceiver(TimeProvider.System);
        var keys = Enumerable.Range(0, 20).Select(number => $"{_key}-{number}").ToList();
        var collector = new Collector<Tick>();
        foreach (var key in keys)
            await receiver.SubscribeAsync(Ticks.Of(key), LiveStreamsFixture.TickerId(key), collector);
        await Task.WhenAll(keys.Select(key => fixture.Ticker(key).PublishManyAsync(1, 50)));

        await receiver.LeaveAllAsync();

        var held = collector.Items.Count;
        foreach (var key in keys)
        {
            await fixture.Ticker(key).PublishAsync(new Tick(99));
            Assert.Equal(["ticks wanted", "ticks unwanted"], await fixture.Ticker(key).GetDemandAsync());
        }

        Assert.DoesNotContain(collector.Items, tick => tick.Number == 99);
        Assert.InRange(collector.Items.Count, held, held + keys.Count);
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => receiver.SubscribeAsync(Ticks.Of(_key), LiveStreamsFixture.TickerId(_key), collector));
    }

    [Fact]
    public async Task Subscribe_twice_with_the_same_number_is_one_subscription()
    {
        var receiver = new MuteReceiver();
        var reference = fixture.ReferenceTo(receiver);
        var extension = fixture.Grains.GetGrain<ILiveProducerExtension>(GrainId.Create(Ticks.GrainType, _key));
        var id = Guid.NewGuid();
        var first = await extension.SubscribeAsync(Ticks.Of(_key), id, 4, reference);
        var second = await extension.SubscribeAsync(Ticks.Of(_key), id, 4, reference);
        Assert.Equal(first.Newest.Epoch, second.Newest.Epoch);

        await fixture.Ticker(_key).PublishAsync(new Tick(1));
        await Eventually.HoldsAsync(() => receiver.Deliveries > 0, "the item is delivered");
        await extension.UnsubscribeAsync(id, 4);

        await Eventually.HoldsAsync(
            async () => (await fixture.Ticker(_key).GetDemandAsync()).SequenceEqual(["ticks wanted", "ticks unwanted"]),
            "one unsubscribe ends it");
        Assert.Equal(1, receiver.Deliveries);
    }

    [Fact]
    public async Task Renewal_of_what_a_silo_does_not_have_says_so()
    {
        var silo = await fixture.Ticker(_key).GetSiloAsync();

        var renewal = await fixture.Grains.GetGrain<ILiveLeaseGrain>(silo.ToParsableString())
            .RenewAsync(Guid.NewGuid(), [new SubscriptionCursor(1, 2, 3), new SubscriptionCursor(2, 2, 3)]);

        Assert.Equal([1L, 2L], renewal.Unknown);
        Assert.Empty(renewal.Missed);
    }

    [Fact]
    public async Task Subscription_that_the_silo_forgot_is_restored_by_itself()
    {
        var collector = new Collector<Tick>();
        await fixture.Stream(_key).SubscribeAsync(collector);
        await fixture.Ticker(_key).PublishAsync(new Tick(1));
        await collector.WaitForAsync(tick => tick.Number == 1);
        var leases = fixture.SiloService<LiveLeases>(await fixture.Ticker(_key).GetSiloAsync());

        leases.ForgetAll();
        await fixture.Ticker(_key).PublishAsync(new Tick(2));

        await collector.WaitForAsync(tick => tick.Number == 2);
    }
}
