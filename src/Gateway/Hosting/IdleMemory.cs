using LiveParking.Gateway.Cameras;

namespace LiveParking.Gateway.Hosting;

/// <summary>
/// Gives memory back to the machine after the last viewer of any camera has left, and after a flood of requests has ended. The collector runs when
/// something is allocated, so what a crowd or a flood needed would stay with a process that has nothing to do.
/// </summary>
internal sealed partial class IdleMemory(FrameFeeds frames, BlockPools pools, TimeProvider time, ILogger<IdleMemory> logger) : BackgroundService
{
    /// <summary>How long nobody has watched before memory is given back.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>Less than this, in bytes, is not worth a collection.</summary>
    private const long Worthwhile = 16 * 1024 * 1024;

    /// <summary>Allocations of one rest, in bytes, below which there is no flood, whatever is usual.</summary>
    private const long SmallestFlood = 64 * 1024 * 1024;

    /// <summary>A flood begins at so many times of what is usual, and has ended below so many times of it.</summary>
    private const double Begins = 3, Ends = 1.5;

    /// <summary>So many rests after a crowd or flood has ended memory is given back once more: by then its last connections are closed.</summary>
    private const int OnceMoreAfter = 7, Done = 8;

    /// <summary>What goes on for so many rests is no flood, but usual.</summary>
    private const int LongestFlood = 60;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rest, time);
        var (wasWatched, flooded, rested, usual, kept, allocated) = (false, 0, Done, 0.0, 0L, GC.GetTotalAllocatedBytes());
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var total = GC.GetTotalAllocatedBytes();
            var lately = total - allocated;
            allocated = total;
            var isWatched = frames.Count > 0;
            if (flooded >= LongestFlood)
                (usual, flooded) = (lately, 0);
            var isFlooded = lately > Math.Max(SmallestFlood, usual * (flooded > 0 ? Ends : Begins));
            var hasEnded = (wasWatched && !isWatched) || (flooded > 0 && !isFlooded);
            if (hasEnded)
                NativeHeap.Trim();
            var isDue = hasEnded && GC.GetGCMemoryInfo().TotalCommittedBytes - kept > Worthwhile;
            // A new flood or crowd has another end, and is not stopped for the one before.
            rested = isDue ? 0 : isFlooded || (isWatched && !wasWatched) ? Done : rested + 1;
            if (!isFlooded)
                pools.TrimSome();
            if (isDue || rested == OnceMoreAfter)
            {
                // Only a compacting collection gives pages back to the machine. It stops the process for some 0.1 s, twice for each crowd or flood that
                // has ended: one in the background was tried, and left 11 % more than before where this one leaves less.
                pools.Trim();
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                kept = GC.GetGCMemoryInfo().TotalCommittedBytes;
                LogGivenBack(logger, kept / (1024 * 1024));
            }

            wasWatched = isWatched;
            flooded = isFlooded ? flooded + 1 : 0;
            if (!isFlooded)
                usual += (lately - usual) / 4;
        }
    }

    [LoggerMessage(LogLevel.Debug, "Nobody watches a camera, or a flood of requests has ended: memory was given back, {Kept} MB are kept.")]
    private static partial void LogGivenBack(ILogger logger, long kept);
}
