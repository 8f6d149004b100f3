using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Parking;

/// <summary>
/// Sends statuses to one connection. At most one message is in flight. Meanwhile only the newest status of each level and camera is kept. A slow
/// connection therefore uses bounded memory and delays no other connection.
/// </summary>
/// <param name="sendLevel">Sends the status of a level; completes when the connection took it.</param>
/// <param name="sendCamera">Sends the status of a camera.</param>
/// <param name="meters">Counts what is sent.</param>
/// <param name="logger">Logs a failed connection.</param>
internal sealed partial class Outbox(
    Func<LevelStatus, Task> sendLevel, Func<CameraStatus, Task> sendCamera, GatewayMeters meters, ILogger logger) : IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private readonly PendingUpdates _pending = new();
    private bool _sending;
    private bool _closed;

    /// <summary>Records that the response to a call contains the levels of this status.</summary>
    public void MarkSent(LocationStatus status)
    {
        lock (_lock)
        {
            foreach (var level in status.Levels)
                _pending.MarkSent(level);
        }
    }

    /// <summary>Offers the levels and cameras of a location, and sends them on the thread pool.</summary>
    public void Offer(LocationStatus status)
    {
        if (TryOffer(status))
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Offers the levels and cameras of a location.</summary>
    /// <returns>Whether the caller must call <see cref="Send"/>.</returns>
    public bool TryOffer(LocationStatus status)
    {
        lock (_lock)
        {
            var replaced = 0;
            foreach (var level in status.Levels)
                replaced += _pending.Offer(level) ? 1 : 0;
            foreach (var camera in status.Cameras)
                replaced += _pending.Offer(camera) ? 1 : 0;
            return MustSend(replaced);
        }
    }

    /// <summary>Offers one camera, and sends it on the thread pool.</summary>
    public void Offer(CameraStatus status)
    {
        bool mustSend;
        lock (_lock)
            mustSend = MustSend(_pending.Offer(status) ? 1 : 0);
        if (mustSend)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Sends until nothing is pending; returns as soon as the connection is full.</summary>
    public void Send() => _ = SendAsync();

    /// <summary>Drops everything about a location that the connection no longer follows.</summary>
    public void ForgetLocation(string locationId)
    {
        lock (_lock)
            _pending.ForgetLocation(locationId);
    }

    /// <summary>Drops pending items of a camera that the connection no longer watches.</summary>
    public void ForgetCamera(string cameraId)
    {
        lock (_lock)
            _pending.ForgetCamera(cameraId);
    }

    /// <summary>Stops sending.</summary>
    public void Close()
    {
        lock (_lock)
            _closed = true;
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => Send();

    private bool MustSend(int replaced)
    {
        if (replaced > 0)
            meters.UpdatesReplaced.Add(replaced);
        if (_sending || _closed || _pending.Count == 0)
            return false;
        return _sending = true;
    }

    private bool TryTake(out object? item)
    {
        lock (_lock)
        {
            item = null;
            return _sending = !_closed && _pending.TryTake(out item);
        }
    }

    private async Task SendAsync()
    {
        try
        {
            while (TryTake(out var item))
            {
                await (item is LevelStatus level ? sendLevel(level) : sendCamera((CameraStatus)item!));
                meters.CountUpdateSent();
            }
        }
        catch (Exception exception)
        {
            // The connection is closing. The hub is notified of its end and frees everything.
            Log.SendFailed(logger, exception);
            Close();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "A connection took no more updates.")]
        public static partial void SendFailed(ILogger logger, Exception exception);
    }
}
