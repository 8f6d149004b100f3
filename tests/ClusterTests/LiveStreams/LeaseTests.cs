using System.Diagnostics;
using LiveParking.LiveStreams;
using LiveParking.LiveStreams.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LiveParking.ClusterTests.LiveStreams;

public sealed class LeaseTests(LiveStreamsFixture fixture) : IClassFixture<LiveStreamsFixture>
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Receiver_suspended_beyond_its_lease_subscribes_again_when_it_returns()
    {
        // Its clock is stopped, so it does not renew, like a process that was suspended.
        var timeProvider = new FakeTimeProvider();
        await using var receiver = fixture.NewReceiver(timeProvider);
        var collector = new Collector<Tick>();
        await receiver.SubscribeAsync(Ticks.Of(_key), LiveStreamsFixture.TickerId(_key), collector);
        await fixture.Ticker(_key).PublishAsync(new Tick(1));
        await collector.WaitForAsync(tick => tick.Number == 1);
        await Eventually.HoldsAsync(
            async () => await fixture.Ticker(_key).GetDemandAsync() is [.., "ticks unwanted"], "the lease of a suspended receiver runs out");
        await fixture.Ticker(_key).PublishAsync(new Tick(2));

        await Eventually.HoldsAsync(
            () =>
            {
                timeProvider.Advance(TimeSpan.FromMilliseconds(100));
                return collector.Items.Any(tick => tick.Number == 2);
            },
            "the receiver has what it missed");
        await fixture.Ticker(_key).PublishAsync(new Tick(3));
        await collector.WaitForAsync(tick => tick.Number == 3);
    }

    [Fact]
    public async Task Subscription_that_its_receiver_never_names_ends_though_the_receiver_renews_others()
    {
        // The case of a call to subscribe that timed out, and was executed after the receiver had lost interest.
        var extension = fixture.Grains.GetGrain<ILiveProducerExtension>(LiveStreamsFixture.TickerId(_key));
        var receiverId = Guid.NewGuid();
        var mute = new MuteReceiver();
        var reference = fixture.ReferenceTo(mute);
        var named = await extension.SubscribeAsync(Ticks.Of(_key), receiverId, 1, reference);
        await extension.SubscribeAsync(Ticks.OtherOf(_key), receiverId, 2, reference);

        await Eventually.HoldsAsync(
            async () =>
            {
                await fixture.Grains.GetGrain<ILiveLeaseGrain>(named.Silo.ToParsableString())
                    .RenewAsync(receiverId, [new SubscriptionCursor(1, named.Newest.Epoch, 0)]);
                return (await fixture.Ticker(_key).GetDemandAsync()).Contains("other-ticks unwanted");
            },
            "the subscription that is not named ends");
        Assert.DoesNotContain("ticks unwanted", await fixture.Ticker(_key).GetDemandAsync());
    }

    [Fact]
    public async Task Receiver_of_a_thousand_streams_keeps_its_leases()
    {
        var keys = Enumerable.Range(0, 1000).Select(number => $"{_key}-{number}").ToList();
        var collectors = keys.ToDictionary(key => key, _ => new Collector<Tick>());
        await Task.WhenAll(keys.Select(key => fixture.Stream(key).SubscribeAsync(collectors[key])));

        var subscribed = Stopwatch.GetTimestamp();
        await Eventually.HoldsAsync(() => Stopwatch.GetElapsedTime(subscribed) > TimeSpan.FromSeconds(5), "more than a lease has passed");
        await Task.WhenAll(keys.Select(key => fixture.Ticker(key).PublishAsync(new Tick(1))));

        foreach (var key in keys)
        {
            await collectors[key].WaitForAsync(tick => tick.Number == 1);
            Assert.Equal(["ticks wanted"], await fixture.Ticker(key).GetDemandAsync());
        }
    }

    [Fact]
    public async Task Receiver_disposed_ends_its_feeds_and_refuses_subscribers()
    {
        var receiver = fixture.NewReceiver(TimeProvider.System);
        var handle = await receiver.SubscribeAsync(Ticks.Of(_key), LiveStreamsFixture.TickerId(_key), new Collector<Tick>());
        var feed = ((LiveSubscriber<Tick>)handle).Feed;
        Assert.False(feed.Running.IsCompleted);

        await receiver.DisposeAsync();

        Assert.True(feed.Running.IsCompletedSuccessfully);
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => receiver.SubscribeAsync(Ticks.Of(_key), LiveStreamsFixture.TickerId(_key), new Collector<Tick>()));
        await Eventually.HoldsAsync(
            async () => await fixture.Ticker(_key).GetDemandAsync() is [.., "ticks unwanted"], "its leases run out");
    }

    [Fact]
    public void Subscription_made_while_its_old_channel_ends_gets_a_living_one_that_stays()
    {
        var publication = NewPublication();
        var receiver = Guid.NewGuid();
        var old = publication.GetOrAdd(receiver, 1, NewChannel);
        old.End(notify: false);

        var next = publication.GetOrAdd(receiver, 1, NewChannel);

        Assert.NotSame(old, next);
        Assert.False(publication.Remove(old));
        Assert.Equal([next], publication.Channels());

        LiveChannel NewChannel(LivePublication of) => this.NewChannel(of, receiver);
    }

    [Fact]
    public void Renewal_of_an_ended_subscription_is_unknown()
    {
        var leases = new LiveLeases(Options.Create(new LiveStreamOptions()), TimeProvider.System, NullLogger<LiveLeases>.Instance);
        var receiver = Guid.NewGuid();
        var channel = NewChannel(NewPublication(), receiver);
        leases.Add(channel);
        var holding = new SubscriptionCursor(channel.SubscriptionId, channel.Publication.Newest.Epoch, 0);
        Assert.Empty(leases.Renew(receiver, [holding]).Unknown);

        channel.End(notify: false);

        Assert.Equal([channel.SubscriptionId], leases.Renew(receiver, [holding]).Unknown);
    }

    [Fact]
    public void Renewal_of_a_withdrawn_state_misses_nothing()
    {
        var leases = new LiveLeases(Options.Create(new LiveStreamOptions()), TimeProvider.System, NullLogger<LiveLeases>.Instance);
        var receiver = Guid.NewGuid();
        var publication = NewPublication();
        leases.Add(NewChannel(publication, receiver));
        var holding = new SubscriptionCursor(1, publication.Newest.Epoch, 0);
        publication.Publish(new Tick(1));
        Assert.Single(leases.Renew(receiver, [holding]).Missed);

        publication.Withdraw();

        Assert.Empty(leases.Renew(receiver, [holding]).Missed);
    }

    private LivePublication NewPublication() =>
        new(Ticks.Of(_key), 1, fixture.Client.GetRequiredService<LiveMeters>(), _ => { }, (_, _) => { });

    private LiveChannel NewChannel(LivePublication publication, Guid receiverId) =>
        new(
            publication,
            receiverId,
            1,
            new MuteReceiver(),
            new LiveChannelContext(TimeProvider.System, TimeSpan.FromSeconds(2), fixture.Client.GetRequiredService<LiveMeters>(), NullLogger.Instance));
}
