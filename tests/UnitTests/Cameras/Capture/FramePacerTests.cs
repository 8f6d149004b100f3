using LiveParking.Cameras.Capture.Sources;
using Microsoft.Extensions.Time.Testing;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class FramePacerTests
{
    [Fact]
    public void Next_WithWaitsThatAreTooLong_KeepsTheRate()
    {
        var clock = new FakeTimeProvider();
        var pacer = new FramePacer(clock, 29.97);
        var began = clock.GetTimestamp();
        for (var frame = 0; frame <= 2997; frame++)
            clock.Advance(pacer.Next() + (frame < 2997 ? TimeSpan.FromMilliseconds(frame % 7) : TimeSpan.Zero));
        Assert.Equal(100, clock.GetElapsedTime(began).TotalSeconds, 0.01);
    }

    [Fact]
    public void Next_AfterALongPause_DoesNotCatchUp()
    {
        var clock = new FakeTimeProvider();
        var pacer = new FramePacer(clock, 10);
        pacer.Next();
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.Zero, pacer.Next());
        Assert.Equal(TimeSpan.FromMilliseconds(100), pacer.Next());
    }

    [Fact]
    public void Wait_WhenCancelled_Ends()
    {
        var pacer = new FramePacer(TimeProvider.System, 0.001);
        pacer.Wait(CancellationToken.None);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        Assert.Throws<OperationCanceledException>(() => pacer.Wait(cancel.Token));
    }
}
