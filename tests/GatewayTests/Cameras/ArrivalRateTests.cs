using LiveParking.Gateway.Cameras;

namespace LiveParking.GatewayTests.Cameras;

public sealed class ArrivalRateTests
{
    private readonly ArrivalRate _rate = new();
    private double _seconds;
    private long _sequence = 1_000_000;

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    [InlineData(60)]
    public void The_rate_is_that_of_the_captures(double fps)
    {
        Arrive(100, 1 / fps, 1);
        Assert.Equal(fps, _rate.PerSecond, fps * 0.01);
    }

    [Fact]
    public void Frames_that_were_left_out_do_not_lower_it()
    {
        Arrive(50, 1 / 30.0, 1);
        Arrive(10, 2, 60);
        Assert.Equal(30, _rate.PerSecond, 0.5);
        Arrive(30, 0.1, 3);
        Assert.Equal(30, _rate.PerSecond, 0.5);
    }

    [Fact]
    public void A_pause_and_a_restart_say_nothing()
    {
        Arrive(50, 1 / 25.0, 1);
        Arrive(1, 60, 1);
        Arrive(1, 1, 5_000_000);
        Arrive(1, 1, -6_000_000);
        Assert.Equal(25, _rate.PerSecond, 0.5);
    }

    [Fact]
    public void Before_two_arrivals_it_is_assumed()
    {
        _rate.Arrived(TimeSpan.Zero, 7);
        Assert.Equal(ArrivalRate.Assumed, _rate.PerSecond);
    }

    private void Arrive(int times, double seconds, long captures)
    {
        for (var i = 0; i < times; i++)
            _rate.Arrived(TimeSpan.FromSeconds(_seconds += seconds), _sequence += captures);
    }
}
