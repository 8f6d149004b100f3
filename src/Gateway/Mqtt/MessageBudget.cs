using LiveParking.Gateway.Metrics;

namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// How many messages of one connection, and how many bytes of them, may be under way. Those of QoS 0 may take half of each, so that those of QoS 1 always
/// have room. Safe from any thread.
/// </summary>
/// <param name="bytes">Payload bytes under way. One message is taken whatever its size when nothing else is under way.</param>
/// <param name="meters">Shows the bytes.</param>
internal sealed class MessageBudget(long bytes, GatewayMeters meters)
{
    /// <summary>Messages of QoS 0 under way, and as many again of QoS 1 and 2. With MQTT 5 the broker knows this number for QoS 1 and 2.</summary>
    public const int MaxMessages = 1000;

    private readonly Lock _lock = new();
    private int _messages;
    private long _bytes;
    private bool _isClosed;
    private TaskCompletionSource _freed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Payload bytes under way.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>Takes room for a message.</summary>
    /// <param name="size">The bytes of its payload.</param>
    /// <param name="mayBeDropped">Whether it is of QoS 0.</param>
    /// <param name="freed">When there is no room: completes when it is worth another try.</param>
    public bool TryTake(long size, bool mayBeDropped, out Task freed)
    {
        lock (_lock)
        {
            freed = _freed.Task;
            var (messages, most) = mayBeDropped ? (MaxMessages, bytes / 2) : (2 * MaxMessages, bytes);
            if (_isClosed || (_messages > 0 && (_messages >= messages || _bytes + size > most)))
                return false;
            _messages++;
            _bytes += size;
        }

        meters.MqttBytes.Add(size);
        return true;
    }

    /// <summary>Gives room back.</summary>
    /// <param name="size">As it was taken.</param>
    public void Release(long size)
    {
        TaskCompletionSource freed;
        lock (_lock)
        {
            if (_isClosed)
                return;
            _messages--;
            _bytes -= size;
            (freed, _freed) = (_freed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        meters.MqttBytes.Add(-size);
        freed.TrySetResult();
    }

    /// <summary>The connection is gone with all that was under way.</summary>
    public void Close()
    {
        long left;
        lock (_lock)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            left = _bytes;
        }

        meters.MqttBytes.Add(-left);
    }
}
