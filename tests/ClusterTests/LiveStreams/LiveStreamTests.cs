using System.Diagnostics;
using Orleans.Streams;

namespace LiveParking.ClusterTests.LiveStreams;

public sealed partial class LiveStreamTests(LiveStreamsFixture fixture) : IClassFixture<LiveStreamsFixture>
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Subscribe_after_publish_gets_the_newest_at_once_and_nothing_older()
    {
        await fixture.Ticker(_key).PublishManyAsync(1, 5);
        var collector = new Collector<Tick>();

        await fixture.Stream(_key).SubscribeAsync(collector);

        Assert.Equal(5, (await collector.WaitForAsync(_ => true)).Number);
        Assert.Equal([5], collector.Items.Select(tick => tick.Number));
    }

    [Fact]
    public async Task Publish_with_subscribers_in_client_and_grains_reaches_each_of_them()
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
    public async Task Unsubscribe_one_of_two_leaves_the_other_one()
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
    public async Task Publish_to_a_slow_consumer_skips_to_the_newest_and_never_goes_back()
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
    public async Task Subscribe_while_the_grain_is_in_a_slow_turn_is_answered_at_once()
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
    public async Task Demand_first_subscriber_comes_and_last_leaves_producer_is_told_once_each()
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
    public async Task Producer_migrates_subscriber_follows_by_itself()
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
    public async Task Withdraw_the_newest_state_leaves_nothing_for_a_later_subscriber_and_the_next_state_arrives()
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
    public async Task Publish_off_the_grains_scheduler_is_refused_with_the_reason()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Ticker(_key).PublishOffSchedulerAsync(new Tick(1)));
        Assert.Contains("scheduler", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_on_the_stream_of_another_grain_is_refused()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Ticker(_key).PublishForeignAsync(new Tick(1)));
        Assert.Contains("does not belong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_streams_of_one_grain_keep_their_states_apart()
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
    public async Task Unsupported_batch_rewind_and_completion_say_why()
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
    public async Task Handler_that_throws_gets_the_next_item_all_the_same()
    {
        var collector = new Collector<Tick>(tick => tick.Number == 1 ? throw new InvalidOperationException("on purpose") : Task.CompletedTask);
        await fixture.Stream(_key).SubscribeAsync(collector);
        await fixture.Ticker(_key).PublishAsync(new Tick(1));
        await collector.WaitForAsync(tick => tick.Number == 1);

        await fixture.Ticker(_key).PublishAsync(new Tick(2));

        await collector.WaitForAsync(tick => tick.Number == 2);
    }
}
