using LiveParking.Gateway.Parking;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.GatewayTests.Parking;

public sealed class PendingUpdatesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Anything_in_any_order_never_goes_backwards_and_ends_with_the_newest(int seed)
    {
        var random = new Random(seed);
        var pending = new PendingUpdates();
        var newest = new Dictionary<string, long>();
        var told = new Dictionary<string, long>();
        for (var step = 0; step < 20_000; step++)
        {
            var level = $"l{random.Next(6)}";
            var version = random.Next(1, 500) + step / 50;
            switch (random.Next(5))
            {
                case 0:
                    pending.MarkSent(Statuses.Level("a", level, version));
                    told[level] = Math.Max(told.GetValueOrDefault(level), version);
                    newest[level] = Math.Max(newest.GetValueOrDefault(level), version);
                    break;
                case 1 when pending.TryTake(out var item):
                    var taken = (LevelStatus)item;
                    Assert.True(taken.Version > told.GetValueOrDefault(taken.LevelId), "A version went back.");
                    told[taken.LevelId] = taken.Version;
                    break;
                default:
                    pending.Offer(Statuses.Level("a", level, version));
                    newest[level] = Math.Max(newest.GetValueOrDefault(level), version);
                    break;
            }

            Assert.InRange(pending.Count, 0, 6);
        }

        while (pending.TryTake(out var item))
            told[((LevelStatus)item).LevelId] = ((LevelStatus)item).Version;
        Assert.Equal(newest.OrderBy(pair => pair.Key), told.OrderBy(pair => pair.Key));
    }

    [Fact]
    public void A_newer_status_takes_the_place_of_the_one_that_waits()
    {
        var pending = new PendingUpdates();
        Assert.False(pending.Offer(Statuses.Level("a", "upper", 1)));
        Assert.False(pending.Offer(Statuses.Level("a", "lower", 1)));
        Assert.True(pending.Offer(Statuses.Level("a", "upper", 3)));
        Assert.False(pending.Offer(Statuses.Level("a", "upper", 2)));

        Assert.True(pending.TryTake(out var first));
        Assert.Equal(("upper", 3), (((LevelStatus)first).LevelId, ((LevelStatus)first).Version));
        Assert.True(pending.TryTake(out var second));
        Assert.Equal("lower", ((LevelStatus)second).LevelId);
        Assert.False(pending.TryTake(out _));
    }

    [Fact]
    public void A_camera_is_told_when_it_differs_from_what_was_told_last()
    {
        var pending = new PendingUpdates();
        var idle = Statuses.Camera("a", "c1", CameraState.Idle);
        var live = Statuses.Camera("a", "c1", CameraState.Live);
        pending.Offer(idle);
        Assert.True(pending.TryTake(out _));
        pending.Offer(idle with { });
        Assert.Equal(0, pending.Count);
        pending.Offer(live);
        pending.Offer(idle);
        Assert.False(pending.TryTake(out _));
        pending.Offer(live);
        Assert.True(pending.TryTake(out var told));
        Assert.Equal(live, told);
    }

    [Fact]
    public void A_forgotten_location_leaves_nothing_behind_and_others_stay()
    {
        var pending = new PendingUpdates();
        pending.Offer(Statuses.Level("a", "upper", 5));
        pending.Offer(Statuses.Camera("a", "c1", CameraState.Live));
        pending.Offer(Statuses.Level("b", "upper", 5));
        pending.ForgetLocation("a");

        Assert.True(pending.TryTake(out var only));
        Assert.Equal("b", ((LevelStatus)only).LocationId);
        Assert.False(pending.TryTake(out _));
        pending.Offer(Statuses.Level("a", "upper", 4));
        Assert.Equal(1, pending.Count);
    }
}
