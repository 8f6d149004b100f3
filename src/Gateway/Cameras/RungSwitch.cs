using LiveParking.Gateway.Feeds;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// The feed that a viewer watches, and the next feed during a change of rung. The old feed continues until the new one has a frame that is newer than
/// the viewer's newest. Then the old lease ends. One thread takes frames; any thread may call <see cref="SetTarget"/> and <see cref="Wake"/>.
/// </summary>
internal sealed class RungSwitch : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _cameraId;
    private readonly FrameFeeds _feeds;
    private FeedRegistry<FrameFeedKey, FrameFeed>.Lease _current;
    private FeedRegistry<FrameFeedKey, FrameFeed>.Lease? _next;
    private CameraRung _target;
    private CancellationTokenSource _wake = new();
    private bool _disposed;

    public RungSwitch(string cameraId, CameraRung first, FrameFeeds feeds)
    {
        (_cameraId, _feeds, Rung, _target) = (cameraId, feeds, first, first);
        _current = feeds.Acquire(new FrameFeedKey(cameraId, first));
    }

    /// <summary>The rung of <see cref="Feed"/>.</summary>
    public CameraRung Rung { get; private set; }

    /// <summary>The current feed.</summary>
    public FrameFeed Feed => _current.Feed;

    /// <summary>The ordinal of the last frame taken from <see cref="Feed"/>; 0 before the first.</summary>
    public long LastOrdinal { get; set; }

    /// <summary>Whether a change of rung is pending.</summary>
    public bool IsSwitching => Volatile.Read(ref _next) is not null;

    /// <summary>Switches to another rung as soon as it has a frame.</summary>
    public void SetTarget(CameraRung target)
    {
        lock (_lock)
        {
            if (_disposed || target == _target)
                return;
            _next?.Dispose();
            _target = target;
            _next = target == Rung ? null : _feeds.Acquire(new FrameFeedKey(_cameraId, target));
        }

        Wake();
    }

    /// <summary>Ends the wait for a frame, so that the waiting viewer decides again.</summary>
    public void Wake()
    {
        CancellationTokenSource wake;
        lock (_lock)
            wake = _wake;
        wake.Cancel();
    }

    /// <summary>The cancellation token for the next wait; <see cref="Wake"/> cancels it.</summary>
    public CancellationToken NextWake()
    {
        lock (_lock)
        {
            // The old source is not disposed, because another thread may be about to cancel it. Without a timer it holds no resources.
            if (_wake.IsCancellationRequested)
                _wake = new CancellationTokenSource();
            return _wake.Token;
        }
    }

    /// <summary>Waits for a new frame on either rung, and switches when the new rung has one.</summary>
    /// <param name="newerThan">The number of the viewer's newest frame.</param>
    /// <param name="wake">Ends the wait.</param>
    public async Task ProceedAsync(long newerThan, CancellationToken wake)
    {
        if (Volatile.Read(ref _next) is not { } next || TryChangeOver(next, newerThan))
            return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(wake);
        var old = _current.Feed.Slot.NextAsync(LastOrdinal, either.Token).AsTask();
        var other = WaitForNewerAsync(next.Feed.Slot, newerThan, either.Token);
        await Task.WhenAny(old, other);
        await either.CancelAsync();
        await Task.WhenAll(old, other).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        TryChangeOver(next, newerThan);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            _current.Dispose();
            _next?.Dispose();
        }
    }

    private bool TryChangeOver(FeedRegistry<FrameFeedKey, FrameFeed>.Lease next, long newerThan)
    {
        lock (_lock)
        {
            if (_disposed || _next != next || next.Feed.Slot.Newest.Frame is not { } frame || frame.Sequence <= newerThan)
                return false;
            _current.Dispose();
            (_current, _next, Rung, LastOrdinal) = (next, null, _target, 0);
            return true;
        }
    }

    private static async Task WaitForNewerAsync(FrameSlot slot, long newerThan, CancellationToken cancellationToken)
    {
        var seen = 0L;
        SlotFrame frame;
        do
        {
            frame = await slot.NextAsync(seen, cancellationToken);
            seen = frame.Ordinal;
        }
        while (frame.Frame!.Sequence <= newerThan);
    }
}
