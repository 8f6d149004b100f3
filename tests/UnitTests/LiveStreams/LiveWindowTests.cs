using LiveParking.LiveStreams.Publishing;

namespace LiveParking.UnitTests.LiveStreams;

public sealed class LiveWindowTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(30, 2)]
    [InlineData(80, 3)]
    [InlineData(200, 4)]
    [InlineData(5000, 4)]
    public void Of_a_round_trip_grows_from_one_to_four(int milliseconds, int expected) =>
        Assert.Equal(expected, LiveWindow.Of(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void Smooth_one_slow_answer_opens_no_window()
    {
        var near = TimeSpan.FromMilliseconds(1);

        Assert.Equal(1, LiveWindow.Of(LiveWindow.Smooth(near, TimeSpan.FromMilliseconds(100))));
    }

    [Fact]
    public void Smooth_a_far_receiver_opens_the_window_and_a_near_one_closes_it_at_once()
    {
        var roundTrip = TimeSpan.FromMilliseconds(1);
        for (var i = 0; i < 40; i++)
            roundTrip = LiveWindow.Smooth(roundTrip, TimeSpan.FromMilliseconds(150));

        Assert.Equal(4, LiveWindow.Of(roundTrip));
        Assert.Equal(1, LiveWindow.Of(LiveWindow.Smooth(roundTrip, TimeSpan.FromMilliseconds(2))));
    }
}
