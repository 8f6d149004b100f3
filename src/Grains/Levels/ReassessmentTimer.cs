namespace LiveParking.Grains.Levels;

/// <summary>The timer for a level's reassessment: it keeps the earliest requested time. Used on the grain's scheduler only.</summary>
/// <param name="register">Registers the timer that runs the reassessment, which calls <see cref="Begin"/> first. A level that does not exist has no
/// timer.</param>
internal sealed class ReassessmentTimer(Func<IGrainTimer> register)
{
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxPause = TimeSpan.FromDays(1);

    private DateTimeOffset _next = DateTimeOffset.MaxValue;
    private IGrainTimer? _timer;

    /// <summary>A reassessment begins: earlier requests are done.</summary>
    public void Begin() => _next = DateTimeOffset.MaxValue;

    /// <summary>Cancels all requests and ends the timer.</summary>
    public void Stop()
    {
        _timer?.Dispose();
        _timer = null;
        Begin();
    }

    /// <summary>Requests a reassessment, up to a day from now; an earlier request keeps priority.</summary>
    public void Plan(DateTimeOffset moment, DateTimeOffset now)
    {
        if (moment >= _next)
            return;
        _next = moment;
        var pause = moment - now;
        _timer ??= register();
        _timer.Change(pause < MinPause ? MinPause : pause > MaxPause ? MaxPause : pause, Timeout.InfiniteTimeSpan);
    }
}
