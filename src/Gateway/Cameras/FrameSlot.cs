using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Holds the newest frame of one camera and rung for all its viewers. A newer frame takes the place of the older one; a viewer that
/// was busy meanwhile gets the newest when it comes back and can tell how many it missed.
/// </summary>
internal sealed class FrameSlot
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = NewSignal();
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
        TaskCompletionSource arrived;
        lock (_lock)
        {
            _newest = frame;
            _ordinal++;
            (arrived, _next) = (_next, NewSignal());
        }

        arrived.SetResult();
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
            Task arrival;
            lock (_lock)
            {
                if (_ordinal > after && _newest is not null)
                    return new SlotFrame(_newest, _ordinal);
                arrival = _next.Task;
            }

            await arrival.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
