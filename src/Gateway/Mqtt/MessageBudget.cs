using LiveParking.Gateway.Metrics;

namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// Limits the messages in progress of one connection, in count and in bytes. QoS 0 messages may use half of each, so that QoS 1 messages always have
/// room. Thread-safe.
/// </summary>
/// <param name="bytes">Maximum payload bytes in progress. A single message of any size is accepted when nothing else is in progress.</param>
/// <param name="meters">Publishes the bytes.</param>
internal sealed class MessageBudget(long bytes, GatewayMeters meters)
{
    /// <summary>
    /// Maximum QoS 0 messages in progress, and the same number of QoS 1 and 2 messages. With MQTT 5 the broker gets this number for QoS 1 and 2.
    /// </summary>
    public const int MaxMessages = 1000;

    private readonly Lock _lock = new();
    private int _messages;
    private long _bytes;
    private bool _isClosed;
    private TaskCompletionSource _freed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Payload bytes in progress.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>Reserves room for a message.</summary>
    /// <param name="size">The bytes of its payload.</param>
    /// <param name="mayBeDropped">Whether it is of QoS 0.</param>
    /// <param name="freed">When there is no room: completes when a retry may succeed.</param>
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

    /// <summary>Releases room.</summary>
    /// <param name="size">The size that was reserved.</param>
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

    /// <summary>The connection and all its messages in progress are gone.</summary>
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
