using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Parking;

namespace LiveParking.Gateway.Cameras;

/// <summary>The cameras that one connection to <c>/hubs/cameras</c> watches.</summary>
/// <param name="outbox">Sends camera status to the connection.</param>
/// <param name="most">Maximum number of watches.</param>
internal sealed class CameraSession(Outbox outbox, int most) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CameraWatch> _watches = [];
    private bool _closed;

    /// <summary>Sends camera status to the connection.</summary>
    public Outbox Outbox => outbox;

    /// <summary>Begins a watch.</summary>
    /// <param name="cameraId">The camera's own id.</param>
    /// <param name="begin">Creates the watch; called only when the watch is allowed.</param>
    /// <exception cref="ApiException"><c>already-watching</c> or <c>too-many-watches</c>.</exception>
    /// <exception cref="OperationCanceledException">The connection is closed.</exception>
    public CameraWatch Begin(string cameraId, Func<CameraWatch> begin)
    {
        CameraWatch watch;
        lock (_lock)
        {
            if (_closed)
                throw new OperationCanceledException("The connection is gone.");
            if (_watches.ContainsKey(cameraId))
                throw ApiErrors.AlreadyWatching(cameraId);
            if (_watches.Count >= most)
                throw ApiErrors.TooManyWatches(most);
            _watches.Add(cameraId, watch = begin());
        }

        watch.FollowStatus();
        return watch;
    }

    /// <summary>Ends a watch. A watch that has already ended is left unchanged.</summary>
    public void End(CameraWatch watch)
    {
        lock (_lock)
        {
            if (_watches.TryGetValue(watch.CameraId, out var current) && current == watch)
                _watches.Remove(watch.CameraId);
        }

        watch.Dispose();
    }

    /// <summary>The running watch for a client's camera or location id; null when there is none.</summary>
    public CameraWatch? Find(string id)
    {
        lock (_lock)
        {
            return _watches.TryGetValue(id, out var watch) ? watch : _watches.Values.FirstOrDefault(candidate => candidate.Answers(id));
        }
    }

    /// <summary>Ends all watches because the connection is closed.</summary>
    public void Dispose()
    {
        List<CameraWatch> watches;
        lock (_lock)
        {
            _closed = true;
            outbox.Close();
            watches = [.. _watches.Values];
            _watches.Clear();
        }

        foreach (var watch in watches)
            watch.Dispose();
    }
}
