namespace LiveParking.Grains.Levels;

/// <summary>When a level looks at what time alone changes: the earliest moment that was asked for. Used on the grain's scheduler only.</summary>
/// <param name="timer">Calls the look; <see cref="Begin"/> is its first word.</param>
internal sealed class LookTimer(IGrainTimer timer)
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private DateTimeOffset _next = DateTimeOffset.MaxValue;

    /// <summary>A look begins: what was asked for before is done with.</summary>
    public void Begin() => _next = DateTimeOffset.MaxValue;

    /// <summary>Asks for a look, up to a day from now; an earlier one that was asked for goes first.</summary>
    public void Plan(DateTimeOffset moment, DateTimeOffset now)
    {
        if (moment >= _next)
            return;
        _next = moment;
        var pause = moment - now;
        timer.Change(pause < LeastPause ? LeastPause : pause > LongestPause ? LongestPause : pause, Timeout.InfiniteTimeSpan);
    }
}
