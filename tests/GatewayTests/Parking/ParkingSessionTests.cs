using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Parking;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveParking.GatewayTests.Parking;

[Collection(ParkingCollection.Name)]
public sealed class ParkingSessionTests(ParkingSystem system)
{
    private ParkingSession New(int most, List<LevelStatus>? sent = null) => new(
        system.Services.GetRequiredService<LocationFeeds>(),
        new Outbox(
            level =>
            {
                sent?.Add(level);
                return Task.CompletedTask;
            },
            _ => Task.CompletedTask,
            system.Services.GetRequiredService<GatewayMeters>(),
            NullLogger.Instance),
        most);

    [Fact]
    public async Task Unsubscribing_while_the_grain_is_asked_wins()
    {
        var feeds = system.Services.GetRequiredService<LocationFeeds>();
        await Eventually.HoldsAsync(() => feeds.Count == 0, "no feeds are left of other tests");
        using var session = New(most: 5);
        var intent = session.Want("a");
        session.Unfollow("a");
        session.Follow(intent, Statuses.Location("a", 1));
        Assert.Equal(0, feeds.Count);
    }

    [Fact]
    public void No_more_locations_than_allowed_are_followed_or_asked_for()
    {
        using var session = New(most: 2);
        session.Follow(session.Want("a"), Statuses.Location("a", 1));
        var second = session.Want("b");
        Assert.Equal("too-many-locations", Assert.Throws<ApiException>(() => session.Want("c")).Error.Code);
        session.Want("a");
        session.Drop(second);
        session.Unfollow("a");
        session.Want("c");
    }

    [Fact]
    public async Task A_connection_that_is_gone_follows_nothing()
    {
        var feeds = system.Services.GetRequiredService<LocationFeeds>();
        await Eventually.HoldsAsync(() => feeds.Count == 0, "no feeds are left of other tests");
        var session = New(most: 2);
        var intent = session.Want("a");
        session.Dispose();
        session.Follow(intent, Statuses.Location("a", 1));
        Assert.Equal(0, feeds.Count);
    }
}
