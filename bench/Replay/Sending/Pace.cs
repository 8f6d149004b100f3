using System.Diagnostics;

namespace LiveParking.Replay.Sending;

/// <summary>When a moment of the recording comes, at a speed.</summary>
/// <param name="start">The first moment.</param>
/// <param name="speed">Seconds of the recording in a second; null for at once.</param>
internal sealed class Pace(DateTimeOffset start, double? speed)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>The current time of the recording.</summary>
    public DateTimeOffset Now => speed is { } factor ? start + (Stopwatch.GetElapsedTime(_started) * factor) : DateTimeOffset.MaxValue;

    /// <summary>Waits until a moment has come.</summary>
    public async Task ReachAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        if (speed is { } factor && moment > Now)
            await Task.Delay(((moment - Now) / factor) + TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
    }
}
