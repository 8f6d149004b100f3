using Microsoft.Extensions.Time.Testing;

namespace LiveParking.UnitTests.Cameras.Capture;

/// <summary>A fake clock on which a test can wait until the code under test waits for a given time.</summary>
internal sealed class TimerClock : FakeTimeProvider
{
    private readonly List<TimeSpan> _waits = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_waits)
            _waits.Add(dueTime);
        return timer;
    }

    /// <summary>Lets time pass once the code under test has begun a new wait of exactly this length.</summary>
    public Task AdvanceWaitOfAsync(TimeSpan wait) => Eventually.HoldsAsync(() => TryAdvanceWaitOf(wait), $"a wait of {wait}");

    /// <summary>Lets time pass if the code under test has begun a new wait of exactly this length.</summary>
    public bool TryAdvanceWaitOf(TimeSpan wait)
    {
        lock (_waits)
        {
            if (!_waits.Remove(wait))
                return false;
        }

        Advance(wait);
        return true;
    }
}
