using LiveParking.Gateway.Cameras;

namespace LiveParking.Gateway.Hosting;

/// <summary>
/// Gives memory back to the machine after the last viewer of any camera has left, and after a flood of requests has ended. The collector runs when
/// something is allocated, so what a crowd or a flood needed would stay with a process that has nothing to do.
/// </summary>
internal sealed partial class IdleMemory(FrameFeeds frames, TimeProvider time, ILogger<IdleMemory> logger) : BackgroundService
{
    /// <summary>How long nobody has watched before memory is given back.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>Less than this, in bytes, is not worth a collection.</summary>
    private const long Worthwhile = 16 * 1024 * 1024;

    /// <summary>Allocations of one rest from which on there is a flood, and below which it has ended, in bytes.</summary>
    private const long Flood = 64 * 1024 * 1024, Calm = 32 * 1024 * 1024;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rest, time);
        var (wasWatched, wasFlooded, kept, allocated) = (false, false, 0L, GC.GetTotalAllocatedBytes());
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var total = GC.GetTotalAllocatedBytes();
            var lately = total - allocated;
            allocated = total;
            var isWatched = frames.Count > 0;
            wasFlooded |= lately > Flood;
            var hasEnded = (wasWatched && !isWatched) || (wasFlooded && lately < Calm);
            if (hasEnded && GC.GetGCMemoryInfo().TotalCommittedBytes - kept > Worthwhile)
            {
                // Only a compacting collection gives pages back to the machine. It stops the process for some 0.1 s, once for each crowd or flood that
                // has ended: one in the background was tried, and left 11 % more than before where this one leaves less.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                kept = GC.GetGCMemoryInfo().TotalCommittedBytes;
                LogGivenBack(logger, kept / (1024 * 1024));
            }

            wasWatched = isWatched;
            wasFlooded &= !hasEnded;
        }
    }

    [LoggerMessage(LogLevel.Debug, "Nobody watches a camera, or a flood of requests has ended: memory was given back, {Kept} MB are kept.")]
    private static partial void LogGivenBack(ILogger logger, long kept);
}
