namespace LiveParking.Cameras.Capture;

/// <summary>
/// Passes pictures from the reading thread to the encoding thread, only the newest one: one picture is being filled, one waits, one is being encoded.
/// A waiting picture is dropped when a newer one arrives.
/// </summary>
internal sealed class PictureExchange
{
    private readonly object _lock = new();
    private readonly Stack<Picture> _free = new([new Picture(), new Picture(), new Picture()]);
    private Picture? _waiting;
    private bool _closed;

    /// <summary>A picture to fill. The reading thread must call <see cref="Offer"/> or <see cref="Return"/> for it before it takes another.</summary>
    public Picture Rent()
    {
        lock (_lock)
            return _free.Pop();
    }

    /// <summary>Gives a filled picture to the encoding thread.</summary>
    /// <returns>False when it replaced an older picture.</returns>
    public bool Offer(Picture picture)
    {
        lock (_lock)
        {
            var dropped = _waiting;
            if (dropped is not null)
                _free.Push(dropped);
            _waiting = picture;
            Monitor.Pulse(_lock);
            return dropped is null;
        }
    }

    /// <summary>Waits for a picture.</summary>
    /// <returns>Null when the exchange is closed.</returns>
    public Picture? Take()
    {
        lock (_lock)
        {
            while (_waiting is null && !_closed)
                Monitor.Wait(_lock);
            if (_closed)
                return null;
            var picture = _waiting;
            _waiting = null;
            return picture;
        }
    }

    /// <summary>Returns a picture.</summary>
    public void Return(Picture picture)
    {
        lock (_lock)
            _free.Push(picture);
    }

    /// <summary>Ends the encoding thread: no more pictures are given out.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Frees the pixel memory of all pictures. Both threads must have ended and returned their pictures.</summary>
    public void Free()
    {
        lock (_lock)
        {
            _waiting?.Dispose();
            foreach (var picture in _free)
                picture.Dispose();
        }
    }
}
