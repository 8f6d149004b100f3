namespace LiveParking.ClusterTests.LiveStreams;

public sealed class SubscribingTests(LiveStreamsFixture fixture) : IClassFixture<LiveStreamsFixture>
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Subscribe_many_at_the_same_moment_is_one_subscription_at_the_producer()
    {
        for (var round = 0; round < 30; round++)
        {
            var key = $"{_key}-{round}";
            using var start = new ManualResetEventSlim();
            var subscribing = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.Wait();
                    return fixture.Stream(key).SubscribeAsync(new Collector<Tick>());
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()).ToList();
            start.Set();

            foreach (var handle in await Task.WhenAll(subscribing))
                await handle.UnsubscribeAsync();

            await Eventually.HoldsAsync(
                async () => await fixture.Ticker(key).GetDemandAsync() is [.., "ticks unwanted"], "nothing stays subscribed");
        }
    }

    [Fact]
    public async Task Subscribe_from_a_grain_gets_states_on_its_scheduler_until_it_leaves()
    {
        var follower = fixture.Ticker($"{_key}-follower");
        await fixture.Ticker(_key).PublishAsync(new Tick(1));
        await follower.FollowAsync(_key);
        await fixture.Ticker(_key).PublishAsync(new Tick(2));
        await Eventually.HoldsAsync(async () => (await follower.GetFollowedAsync()).Contains(2), "a grain follows another");

        await follower.UnfollowAsync();

        await Eventually.HoldsAsync(
            async () => await fixture.Ticker(_key).GetDemandAsync() is [.., "ticks unwanted"], "the last subscriber has left");
        await Eventually.HoldsAsync(
            () =>
            {
                GC.Collect();
                return !TickerGrain.Followers[$"{_key}-follower"].IsAlive;
            },
            "a grain that lives on keeps nothing of a subscription that it left");
        GC.KeepAlive(await follower.GetSiloAsync());
    }

    [Fact]
    public async Task Subscribe_from_a_grain_that_is_deactivated_ends()
    {
        var follower = fixture.Ticker($"{_key}-follower");
        await follower.FollowAsync(_key);

        await follower.MoveAsync();

        await Eventually.HoldsAsync(
            async () => await fixture.Ticker(_key).GetDemandAsync() is [.., "ticks unwanted"], "a grain that is gone does not subscribe");
    }

    [Fact]
    public async Task Producer_that_fails_to_activate_is_found_when_it_can()
    {
        TickerGrain.FailingActivations[_key] = 1;
        var collector = new Collector<Tick>();
        await fixture.Stream(_key).SubscribeAsync(collector);

        await Eventually.HoldsAsync(() => TickerGrain.FailingActivations[_key] == 0, "the first activation failed");
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    await fixture.Ticker(_key).PublishAsync(new Tick(1));
                    return true;
                }
                catch (InvalidOperationException)
                {
                    return false;
                }
            },
            "the second one succeeds");
        await collector.WaitForAsync(tick => tick.Number == 1);
    }

    [Fact]
    public async Task Demand_of_a_producer_that_is_gone_is_not_told_to_it()
    {
        var collector = new Collector<Tick>();
        await fixture.Stream(_key).SubscribeAsync(collector);

        await fixture.Ticker(_key).MoveAsync();

        await Eventually.HoldsAsync(
            async () =>
            {
                await fixture.Ticker(_key).PublishAsync(new Tick(1));
                return collector.Items.Count > 0 && (await fixture.Ticker(_key).GetDemandAsync()).SequenceEqual(["ticks wanted"]);
            },
            "the subscriber followed the producer");
        Assert.DoesNotContain(_key, TickerGrain.ToldTooLate);
    }
}
