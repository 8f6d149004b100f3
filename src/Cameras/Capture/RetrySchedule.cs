namespace LiveParking.Cameras.Capture;

/// <summary>The delay before a failed source is reopened: 1 s five times, 5 s five times, then doubling up to 60 s.</summary>
internal sealed class RetrySchedule
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(60);
    private int _failures;

    /// <summary>The delay after another failure.</summary>
    public TimeSpan Next() => Wait(_failures++);

    /// <summary>Restarts the schedule; the source was healthy.</summary>
    public void Reset() => _failures = 0;

    private static TimeSpan Wait(int failures) => failures switch
    {
        < 5 => TimeSpan.FromSeconds(1),
        < 10 => TimeSpan.FromSeconds(5),
        < 14 => TimeSpan.FromSeconds(5 << (failures - 9)) is var doubled && doubled < MaxDelay ? doubled : MaxDelay,
        _ => MaxDelay,
    };
}
