using LiveParking.Gateway.Feeds;
using Microsoft.Extensions.Time.Testing;

namespace LiveParking.GatewayTests.Feeds;

public sealed class FeedRegistryTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _timeProvider = new();
    private readonly List<Feed> _made = [];
    private readonly FeedRegistry<string, Feed> _registry;

    public FeedRegistryTests() => _registry = new FeedRegistry<string, Feed>(
        key =>
        {
            _made.Add(new Feed(key));
            return _made[^1];
        },
        TimeSpan.FromSeconds(5),
        _timeProvider);

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public void One_feed_serves_all_followers_of_a_key()
    {
        using var one = _registry.Acquire("a");
        using var two = _registry.Acquire("a");
        using var other = _registry.Acquire("b");
        Assert.Same(one.Feed, two.Feed);
        Assert.Equal(2, _registry.Count);
    }

    [Fact]
    public void A_feed_is_stopped_some_time_after_its_last_follower_left()
    {
        var one = _registry.Acquire("a");
        var two = _registry.Acquire("a");
        one.Dispose();
        one.Dispose();
        _timeProvider.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_made[0].IsStopped);
        two.Dispose();
        _timeProvider.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(_made[0].IsStopped);
        _timeProvider.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(_made[0].IsStopped);
        Assert.Equal(0, _registry.Count);
    }

    [Fact]
    public void Who_comes_back_in_time_finds_the_same_feed()
    {
        _registry.Acquire("a").Dispose();
        _timeProvider.Advance(TimeSpan.FromSeconds(4));
        var again = _registry.Acquire("a");
        _timeProvider.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_made[0].IsStopped);
        Assert.Same(_made[0], again.Feed);
        again.Dispose();
        _timeProvider.Advance(TimeSpan.FromSeconds(6));
        using var later = _registry.Acquire("a");
        Assert.True(_made[0].IsStopped);
        Assert.NotSame(_made[0], later.Feed);
    }

    [Fact]
    public async Task Stopping_all_stops_feeds_with_followers_too()
    {
        using var followed = _registry.Acquire("a");
        await _registry.DisposeAsync();
        Assert.True(_made[0].IsStopped);
    }

    internal sealed class Feed(string key) : IAsyncDisposable
    {
        public string Key => key;

        public bool IsStopped { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsStopped = true;
            return ValueTask.CompletedTask;
        }
    }
}
