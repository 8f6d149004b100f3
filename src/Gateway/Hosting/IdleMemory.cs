using LiveParking.Gateway.Cameras;

namespace LiveParking.Gateway.Hosting;

/// <summary>
/// Gives memory back to the machine after the last viewer of any camera has left. The collector runs when something is allocated, so what a
/// crowd needed would stay with a process that has nothing to do.
/// </summary>
internal sealed partial class IdleMemory(FrameFeeds frames, TimeProvider time, ILogger<IdleMemory> logger) : BackgroundService
{
    /// <summary>How long nobody has watched before memory is given back.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>Less than this, in bytes, is not worth a collection.</summary>
    private const long Worthwhile = 16 * 1024 * 1024;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rest, time);
        var (wasWatched, kept) = (false, 0L);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (frames.Count > 0)
            {
                wasWatched = true;
                continue;
            }

            if (wasWatched && GC.GetTotalMemory(forceFullCollection: false) - kept > Worthwhile)
            {
                // Only a compacting collection gives pages back to the machine. It stops the process for some 0.1 s, once for each crowd that left:
                // one in the background was tried, and left 11 % more than before where this one leaves less.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                kept = GC.GetTotalMemory(forceFullCollection: false);
                LogGivenBack(logger, kept / (1024 * 1024));
            }

            wasWatched = false;
        }
    }

    [LoggerMessage(LogLevel.Debug, "Nobody watches a camera: memory was given back, {Kept} MB are kept.")]
    private static partial void LogGivenBack(ILogger logger, long kept);
}
