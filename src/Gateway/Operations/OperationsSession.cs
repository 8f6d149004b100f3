using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Gateway.Operations;

/// <summary>
/// One connection to <c>/hubs/operations</c>. A slow one delays no other and uses bounded memory: of alarms the newest one each waits, of changes of the
/// overview a few; then some are left out, and the client, which sees that by the version, subscribes again. Thread-safe.
/// </summary>
/// <param name="client">The client.</param>
/// <param name="logger">Logs a failed connection.</param>
internal sealed partial class OperationsSession(IOperationsClient client, ILogger logger) : IThreadPoolWorkItem
{
    /// <summary>Maximum changes of the overview that wait.</summary>
    private const int MaxChanges = 32;

    private readonly Lock _lock = new();
    private readonly Queue<OverviewChange> _changes = new();
    private readonly Dictionary<string, Alarm> _alarms = new(StringComparer.Ordinal);
    private OverviewChange? _gap;
    private bool _sending;
    private bool _closed;

    /// <summary>Whether nothing is sent any more.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock)
                return _closed;
        }
    }

    /// <summary>Sends a change of the overview.</summary>
    public void Offer(OverviewChange change)
    {
        lock (_lock)
        {
            if (_closed)
                return;
            // After one was left out, the rest up to the newest one is useless too. That one, without its content, shows the gap.
            if (_gap is not null || _changes.Count >= MaxChanges)
                _gap = change with { Changed = [], Removed = [], Totals = null };
            else
                _changes.Enqueue(change);
            Start();
        }
    }

    /// <summary>Sends an alarm.</summary>
    public void Offer(Alarm alarm)
    {
        lock (_lock)
        {
            if (_closed)
                return;
            _alarms[alarm.Id] = alarm;
            Start();
        }
    }

    /// <summary>Drops what waits of the overview: the client gets a new snapshot.</summary>
    public void ForgetOverview()
    {
        lock (_lock)
        {
            _changes.Clear();
            _gap = null;
        }
    }

    /// <summary>Stops sending.</summary>
    public void Close()
    {
        lock (_lock)
            _closed = true;
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => _ = SendAsync();

    private void Start()
    {
        if (_sending || _closed)
            return;
        _sending = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private Func<Task>? Next()
    {
        lock (_lock)
        {
            if (!_closed)
            {
                foreach (var (id, alarm) in _alarms)
                {
                    _alarms.Remove(id);
                    return () => client.AlarmChanged(alarm);
                }

                if (_changes.TryDequeue(out var change) || TakeGap(out change))
                    return () => client.OverviewChanged(change!);
            }

            _sending = false;
            return null;
        }
    }

    private bool TakeGap(out OverviewChange? gap)
    {
        (gap, _gap) = (_gap, null);
        return gap is not null;
    }

    private async Task SendAsync()
    {
        try
        {
            while (Next() is { } send)
                await send();
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
        [LoggerMessage(LogLevel.Debug, "A connection took no more changes of the overview.")]
        public static partial void SendFailed(ILogger logger, Exception exception);
    }
}
