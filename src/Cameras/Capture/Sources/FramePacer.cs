namespace LiveParking.Cameras.Capture.Sources;

/// <summary>
/// Schedules pictures at a fixed rate. Each is due at a whole multiple of the period after the first, so errors of single waits do not add up. After
/// a pause of more than a quarter of a second the schedule restarts instead of catching up.
/// </summary>
/// <param name="timeProvider">A monotonic clock.</param>
/// <param name="framesPerSecond">Above 0.</param>
public sealed class FramePacer(TimeProvider timeProvider, double framesPerSecond)
{
    private static readonly TimeSpan MaxBehind = TimeSpan.FromMilliseconds(250);

    private long _began;
    private long _frames = -1;

    /// <summary>The delay before the next picture; zero when it is due or overdue. Each call counts one picture.</summary>
    public TimeSpan Next()
    {
        if (++_frames == 0)
        {
            _began = timeProvider.GetTimestamp();
            return TimeSpan.Zero;
        }

        var left = TimeSpan.FromSeconds(_frames / framesPerSecond) - timeProvider.GetElapsedTime(_began);
        if (left > TimeSpan.Zero)
            return left;
        if (left < -MaxBehind)
            (_began, _frames) = (timeProvider.GetTimestamp(), 0);
        return TimeSpan.Zero;
    }

    /// <summary>Blocks the thread until the next picture is due.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public void Wait(CancellationToken cancellationToken)
    {
        var left = Next();

        // Rounded up: the wait uses whole milliseconds and would return early.
        if (left > TimeSpan.Zero)
            cancellationToken.WaitHandle.WaitOne((int)Math.Ceiling(left.TotalMilliseconds));
        cancellationToken.ThrowIfCancellationRequested();
    }
}
