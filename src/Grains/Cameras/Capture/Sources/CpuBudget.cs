namespace LiveParking.Grains.Cameras.Capture.Sources;

/// <summary>
/// Decides by what a process has used whether it may go on, so that on average it uses no more than a share of a core. What it saved, it may use
/// at once: <see cref="Burst"/> at most. Pure; not for several threads at once.
/// </summary>
/// <param name="share">Of one core, 0.05 to 1.</param>
internal sealed class CpuBudget(double share)
{
    /// <summary>For how long a process that has saved may use a whole core beyond its share.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);

    /// <summary>A process that goes on for this long without a pause has enough time again.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(2);

    /// <summary>For how long a process may be held back again and again before it is ended: its pictures only get older.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private TimeSpan _saved = Burst;
    private TimeSpan _short;
    private TimeSpan _sincePause = Recovery;

    /// <summary>Whether the process has to pause.</summary>
    public bool MustPause { get; private set; }

    /// <summary>Whether it was short of time for longer than <see cref="Patience"/>.</summary>
    public bool IsExhausted => _short > Patience;

    /// <summary>Takes into account what was used since the last call.</summary>
    /// <param name="used">CPU time, 0 or more.</param>
    /// <param name="elapsed">Time, 0 or more.</param>
    public void Charge(TimeSpan used, TimeSpan elapsed)
    {
        _saved += (elapsed * share) - used;
        if (_saved > Burst)
            _saved = Burst;
        MustPause = _saved < TimeSpan.Zero;
        _sincePause = MustPause ? TimeSpan.Zero : _sincePause + elapsed;
        _short = _sincePause < Recovery ? _short + elapsed : TimeSpan.Zero;
    }
}
