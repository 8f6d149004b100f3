using LiveParking.Gateway.Mqtt;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.Extensions.Time.Testing;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>A level that can't be read holds up the acknowledgement of all messages once, not again after every pause.</summary>
public sealed class LevelHealthTests
{
    private static readonly LevelKey Broken = new("site", "broken");

    private readonly FakeTimeProvider _timeProvider = new();

    [Fact]
    [Trait("Hole", "5")]
    public void A_level_counts_as_failing_until_it_works_however_seldom_a_message_comes()
    {
        var levels = new LevelHealth(_timeProvider);
        levels.MarkFailing(Broken);
        for (var n = 0; n < 100; n++)
        {
            _timeProvider.Advance(TimeSpan.FromSeconds(70));
            Assert.True(levels.IsFailing(Broken));
            // The one short attempt of a message for a failing level is enough.
            var attempts = new FailedAttempts(MessageIntake.MinAttempts, TimeSpan.FromSeconds(30), _timeProvider);
            attempts.Add(_timeProvider.GetTimestamp());
            Assert.True(attempts.IsLimitReached(levels.IsFailing(Broken)));
        }

        levels.MarkWorking(Broken);
        Assert.False(levels.IsFailing(Broken));
    }

    [Fact]
    public void Of_too_many_failing_levels_the_one_that_failed_longest_ago_is_forgotten()
    {
        var levels = new LevelHealth(_timeProvider, mostFailing: 2);
        LevelKey[] keys = [new("site", "a"), new("site", "b"), new("site", "c")];
        foreach (var key in keys)
        {
            levels.MarkFailing(key);
            _timeProvider.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([false, true, true], keys.Select(levels.IsFailing));
    }
}
