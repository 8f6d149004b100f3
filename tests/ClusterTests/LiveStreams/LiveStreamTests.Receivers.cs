using System.Diagnostics;
using LiveParking.LiveStreams;
using LiveParking.LiveStreams.Publishing;
using Orleans.Streams;

namespace LiveParking.ClusterTests.LiveStreams;

/// <content>Receivers that are mute, fail or are out of date.</content>
public sealed partial class LiveStreamTests
{
    [Fact]
    public async Task Receiver_that_no_longer_renews_is_forgotten_with_its_memory()
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
    public async Task Receiver_that_does_not_know_the_subscription_is_forgotten_at_the_next_item()
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
    public async Task Renewal_after_a_failed_delivery_brings_the_newest_and_nothing_older_follows()
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
                    .RenewAsync(receiverId, [new SubscriptionCursor(9, subscription.Newest.Epoch, 0)]);
                return renewal.Missed.Count == 1;
            },
            "the renewal brings what was missed");

        Assert.Equal(100, ((Tick)renewal!.Missed[0].Item!).Number);
        Assert.True(tried <= 2, $"{tried} deliveries were tried to a receiver that fails; a suspended one gets none.");
    }

    [Fact]
    public async Task Item_of_another_epoch_is_ignored_and_not_known()
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
}
