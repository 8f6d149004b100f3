using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Holds the newest frame of one camera and rung for all its viewers. A newer frame replaces the older one. A viewer that was busy gets the newest
/// frame when it returns, and can compute how many it missed.
/// </summary>
internal sealed class FrameSlot
{
    /// <summary>
    /// Number of viewers that one thread-pool work item serves, one after the other. Waking a thread for each viewer costs more than many a send. No
    /// viewer waits for another: when a connection is full, its send continues asynchronously.
    /// </summary>
    private const int ViewersInTurn = 16;

    private readonly Lock _lock = new();
    private List<TaskCompletionSource> _turns = [];
    private int _waiting;
    private CameraFrame? _newest;
    private long _ordinal;

    /// <summary>The current frame; ordinal 0 while the slot is empty.</summary>
    public SlotFrame Newest
    {
        get
        {
            lock (_lock)
                return new SlotFrame(_newest, _ordinal);
        }
    }

    /// <summary>Stores a newer frame.</summary>
    public void Put(CameraFrame frame)
    {
        List<TaskCompletionSource> turns;
        lock (_lock)
        {
            _newest = frame;
            _ordinal++;
            if (_turns.Count == 0)
                return;
            (turns, _turns, _waiting) = (_turns, [], 0);
        }

        var trace = GatewayTraces.Current;
        foreach (var turn in turns)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static work =>
                {
                    using var step = GatewayTraces.Begin("send to phones", work.Trace);
                    work.Turn.SetResult();
                },
                (Turn: turn, Trace: trace),
                preferLocal: false);
        }
    }

    /// <summary>Removes the frame when there are no viewers, to free its memory.</summary>
    public void Empty()
    {
        lock (_lock)
            _newest = null;
    }

    /// <summary>Waits for a frame that is newer than the one with this ordinal.</summary>
    public async ValueTask<SlotFrame> NextAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            List<TaskCompletionSource> turns;
            Task arrival;
            lock (_lock)
            {
                if (_ordinal > after && _newest is not null)
                    return new SlotFrame(_newest, _ordinal);
                turns = _turns;
                arrival = Turn().Task;
            }

            try
            {
                await arrival.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Leave(turns);
                throw;
            }
        }
    }

    /// <summary>Adds a viewer to a turn. The viewer continues on the thread that completes the turn, which is a separate work item.</summary>
    private TaskCompletionSource Turn()
    {
        var turn = _waiting++ / ViewersInTurn;
        if (turn == _turns.Count)
            _turns.Add(new TaskCompletionSource());
        return _turns[turn];
    }

    /// <summary>
    /// Removes a waiting viewer. The next viewer takes its place, so that there are never more turns than were needed at the same time.
    /// </summary>
    private void Leave(List<TaskCompletionSource> turns)
    {
        lock (_lock)
        {
            if (turns == _turns)
                _waiting--;
        }
    }
}
