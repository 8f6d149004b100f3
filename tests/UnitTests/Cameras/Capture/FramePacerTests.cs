using LiveParking.Cameras.Capture.Sources;
using Microsoft.Extensions.Time.Testing;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class FramePacerTests
{
    [Fact]
    public void Next_with_waits_that_are_too_long_keeps_the_rate()
    {
        var timeProvider = new FakeTimeProvider();
        var pacer = new FramePacer(timeProvider, 29.97);
        var began = timeProvider.GetTimestamp();
        for (var frame = 0; frame <= 2997; frame++)
            timeProvider.Advance(pacer.Next() + (frame < 2997 ? TimeSpan.FromMilliseconds(frame % 7) : TimeSpan.Zero));
        Assert.Equal(100, timeProvider.GetElapsedTime(began).TotalSeconds, 0.01);
    }

    [Fact]
    public void Next_after_a_long_pause_does_not_catch_up()
    {
        var timeProvider = new FakeTimeProvider();
        var pacer = new FramePacer(timeProvider, 10);
        pacer.Next();
        timeProvider.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.Zero, pacer.Next());
        Assert.Equal(TimeSpan.FromMilliseconds(100), pacer.Next());
    }

    [Fact]
    public void Wait_when_cancelled_ends()
    {
        var pacer = new FramePacer(TimeProvider.System, 0.001);
        pacer.Wait(CancellationToken.None);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        Assert.Throws<OperationCanceledException>(() => pacer.Wait(cancel.Token));
    }
}
