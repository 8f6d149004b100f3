using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.LiveStreams;

namespace LiveParking.UnitTests.LiveStreams;

public sealed class LiveStreamOptionsTests
{
    private readonly LiveStreamOptionsValidator _validator = new();

    [Fact]
    public void Validate_Defaults_Pass() => Assert.True(_validator.Validate(null, new LiveStreamOptions()).Succeeded);

    [Fact]
    public void Validate_every_fault_is_reported_at_once()
    {
        var result = _validator.Validate(null, new LiveStreamOptions
        {
            RenewalPeriod = TimeSpan.Zero,
            LeaseDuration = TimeSpan.FromSeconds(-1),
            CallTimeout = TimeSpan.FromHours(1),
            ConcurrentSubscribes = 0,
        });

        Assert.Equal(4, result.Failures!.Count());
    }

    [Fact]
    public void Leases_are_short_enough_for_a_dead_gateway_to_be_gone_within30_seconds()
    {
        var options = new LiveStreamOptions();

        Assert.True(options.LeaseDuration + (options.LeaseDuration / 10) < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Producer_of_each_stream_is_the_grain_that_its_key_names()
    {
        var options = new LiveStreamOptions();
        ParkingStreams.Register(options);

        Assert.Equal(
            GrainId.Create("level", "a/b"), options.ProducerOf(ParkingStreams.LevelStatus(new LevelKey("a", "b"))));
        Assert.Equal(GrainId.Create("location", "a"), options.ProducerOf(ParkingStreams.LocationStatus("a")));
        foreach (var rung in Enum.GetValues<CameraRung>())
            Assert.Equal(GrainId.Create("camera", "c"), options.ProducerOf(ParkingStreams.Frames("c", rung)));
    }
}
