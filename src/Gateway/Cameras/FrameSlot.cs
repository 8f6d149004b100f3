using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Holds the newest frame of one camera and rung for all its viewers. A newer frame takes the place of the older one; a viewer that
/// was busy meanwhile gets the newest when it comes back and can tell how many it missed.
/// </summary>
internal sealed class FrameSlot
{
    /// <summary>
    /// Viewers that one work item of the thread pool serves, one after the other: to wake a thread for each costs more than many a send. None waits for
    /// another, since a viewer whose connection takes no more at once goes on by itself.
    /// </summary>
    private const int ViewersInTurn = 16;

    private readonly Lock _lock = new();
    private List<TaskCompletionSource> _turns = [];
    private int _waiting;
    private CameraFrame? _newest;
    private long _ordinal;

    /// <summary>What lies in the slot now; ordinal 0 while it is empty.</summary>
    public SlotFrame Newest
    {
        get
        {
            lock (_lock)
                return new SlotFrame(_newest, _ordinal);
        }
    }

    /// <summary>Puts a newer frame in.</summary>
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

        foreach (var turn in turns)
            ThreadPool.UnsafeQueueUserWorkItem(static turn => turn.SetResult(), turn, preferLocal: false);
    }

    /// <summary>Takes the frame out when nobody watches any more, so that its memory is free.</summary>
    public void Empty()
    {
        lock (_lock)
            _newest = null;
    }

    /// <summary>Waits until there is a frame that is newer than the one with this ordinal.</summary>
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

    /// <summary>The turn of one more viewer. What waits for it goes on where it is completed, which is a work item of its own.</summary>
    private TaskCompletionSource Turn()
    {
        var turn = _waiting++ / ViewersInTurn;
        if (turn == _turns.Count)
            _turns.Add(new TaskCompletionSource());
        return _turns[turn];
    }

    /// <summary>A viewer waits no longer: the next one takes its place, so that there are no more turns than were needed at once.</summary>
    private void Leave(List<TaskCompletionSource> turns)
    {
        lock (_lock)
        {
            if (turns == _turns)
                _waiting--;
        }
    }
}
