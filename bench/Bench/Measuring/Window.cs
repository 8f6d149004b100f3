using System.Diagnostics;

namespace LiveParking.Bench.Measuring;

/// <summary>
/// The span that is measured, in ticks of <see cref="Stopwatch"/>. On Linux these count the machine's monotonic clock, which
/// all processes share; so the processes agree on what belongs to the span without talking.
/// </summary>
public sealed record Window(long From, long To)
{
    public static Window Never { get; } = new(long.MaxValue, long.MaxValue);

    public bool Contains(long ticks) => ticks >= From && ticks < To;

    public static Window StartingIn(TimeSpan pause, TimeSpan length)
    {
        var from = Stopwatch.GetTimestamp() + (long)(pause.TotalSeconds * Stopwatch.Frequency);
        return new Window(from, from + (long)(length.TotalSeconds * Stopwatch.Frequency));
    }

    /// <summary>Measures this process over the span, and ends when the last items had a second to arrive.</summary>
    public async Task<ProcessUsage> MeasureAsync(CancellationToken cancellationToken)
    {
        await UntilStartAsync(cancellationToken);
        var before = ProcessUsage.Now();
        await UntilEndAsync(cancellationToken);
        var usage = ProcessUsage.Now() - before;
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        return usage;
    }

    /// <summary>Returns when the span begins.</summary>
    public Task UntilStartAsync(CancellationToken cancellationToken) => UntilAsync(From, cancellationToken);

    /// <summary>Returns when the span is over.</summary>
    public Task UntilEndAsync(CancellationToken cancellationToken) => UntilAsync(To, cancellationToken);

    private static async Task UntilAsync(long ticks, CancellationToken cancellationToken)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), ticks);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, TimeProvider.System, cancellationToken);
    }
}
