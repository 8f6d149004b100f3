namespace LiveParking.Grains.Levels;

/// <summary>When a level looks at what time alone changes: the earliest moment that was asked for. Used on the grain's scheduler only.</summary>
/// <param name="register">Registers the timer that calls the look; <see cref="Begin"/> is its first word. A level that does not exist has no timer.</param>
internal sealed class LookTimer(Func<IGrainTimer> register)
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private DateTimeOffset _next = DateTimeOffset.MaxValue;
    private IGrainTimer? _timer;

    /// <summary>A look begins: what was asked for before is done with.</summary>
    public void Begin() => _next = DateTimeOffset.MaxValue;

    /// <summary>Cancels what was asked for and ends the timer.</summary>
    public void Stop()
    {
        _timer?.Dispose();
        _timer = null;
        Begin();
    }

    /// <summary>Asks for a look, up to a day from now; an earlier one that was asked for goes first.</summary>
    public void Plan(DateTimeOffset moment, DateTimeOffset now)
    {
        if (moment >= _next)
            return;
        _next = moment;
        var pause = moment - now;
        _timer ??= register();
        _timer.Change(pause < LeastPause ? LeastPause : pause > LongestPause ? LongestPause : pause, Timeout.InfiniteTimeSpan);
    }
}
