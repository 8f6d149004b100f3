using System.Collections.Concurrent;
using System.Security.Claims;
using LiveParking.Gateway.Access;
using LiveParking.Gateway.Limits;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Records who watched which camera, when, from where and how long, in the trail of the camera's location. Entries are sent every 2 s, and wait while the
/// cluster does not answer. Snapshots of one client that follow each other within a minute are one entry. Thread-safe.
/// </summary>
internal sealed partial class WatchRecorder(IClusterClient grains, TimeProvider timeProvider, ILogger<WatchRecorder> logger) : BackgroundService
{
    /// <summary>Entries that wait to be sent. When the cluster does not answer for long, further ones are lost, which is logged.</summary>
    private const int MaxWaiting = 20_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SnapshotPause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<WatchRecord> _waiting = new();
    private readonly ConcurrentDictionary<(ClientKey Client, string Camera), WatchRecord> _snapshots = new();
    private int _count;
    private int _lost;

    /// <summary>A watch has begun. It ends when the record is disposed.</summary>
    public WatchRecord Begin(HttpContext http, CameraEntry camera)
    {
        var record = new WatchRecord(this, camera.LocationId, EntryOf(http, camera, "camera.watch"));
        Enqueue(record);
        return record;
    }

    /// <summary>A snapshot was requested.</summary>
    public void NoteSnapshot(HttpContext http, CameraEntry camera)
    {
        var key = (ClientKey.Of(http), camera.CameraId);
        if (_snapshots.TryGetValue(key, out var known) && known.Extend(timeProvider.GetUtcNow()))
            return;
        if (_snapshots.Count >= MaxWaiting)
        {
            Interlocked.Increment(ref _lost);
            return;
        }

        var record = new WatchRecord(this, camera.LocationId, EntryOf(http, camera, "camera.snapshot"));
        _snapshots[key] = record;
        Enqueue(record);
    }

    /// <summary>The watch has ended.</summary>
    internal void End(WatchRecord record)
    {
        if (record.End(timeProvider.GetUtcNow()))
            Enqueue(record);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var (_, record) in _snapshots)
            End(record);
        await SendAsync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            EndSnapshots();
            await SendAsync();
        }
    }

    private void EndSnapshots()
    {
        var until = timeProvider.GetUtcNow() - SnapshotPause;
        foreach (var (key, record) in _snapshots)
        {
            if (record.LastSeen >= until)
                continue;
            _snapshots.TryRemove(key, out _);
            if (record.End(record.LastSeen))
                Enqueue(record);
        }
    }

    private async Task SendAsync()
    {
        List<WatchRecord> records = [];
        while (_waiting.TryDequeue(out var record))
            records.Add(record);
        Interlocked.Add(ref _count, -records.Count);
        foreach (var location in records.Distinct().GroupBy(record => record.LocationId))
        {
            try
            {
                await SendAsync(location.Key, [.. location]);
            }
            catch (Exception exception)
            {
                Log.NotSent(logger, location.Key, exception.Message);
                foreach (var record in location)
                    Enqueue(record);
            }
        }

        if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost)
            Log.Lost(logger, lost);
    }

    private async Task SendAsync(string locationId, IReadOnlyList<WatchRecord> records)
    {
        var trail = grains.GetWatchTrail(locationId);
        // An entry that ended before it was sent is added as one that has ended.
        foreach (var added in records.Where(record => !record.IsSent).Chunk(AuditQuery.MaxLimit))
        {
            var entries = added.Select(record => (Record: record, record.Entry)).ToList();
            await trail.AddAsync([.. entries.Select(pair => pair.Entry)]);
            entries.ForEach(pair => pair.Record.Sent(pair.Entry));
        }

        foreach (var ended in records.Where(record => record.NeedsEnd).Chunk(AuditQuery.MaxLimit))
        {
            await trail.EndAsync([.. ended.Select(record => record.Entry).Select(entry => new AuditEnd(entry.Id, entry.At, entry.EndedAt!.Value, AuditOutcome.Done))]);
            foreach (var record in ended)
                record.Sent(record.Entry);
        }
    }

    private void Enqueue(WatchRecord record)
    {
        if (Interlocked.Increment(ref _count) > MaxWaiting)
        {
            Interlocked.Decrement(ref _count);
            Interlocked.Increment(ref _lost);
            return;
        }

        _waiting.Enqueue(record);
    }

    private AuditEntry EntryOf(HttpContext http, CameraEntry camera, string action) => new(
        Guid.NewGuid().ToString("N"), timeProvider.GetUtcNow(), action, Caller.AuthorOf(http, "anonymous"), AuditOutcome.Begun, camera.LocationId, camera.CameraId);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Who watches the cameras of location {LocationId} is not recorded yet; it is sent again in 2 s. {Reason}")]
        public static partial void NotSent(ILogger logger, string locationId, string reason);

        [LoggerMessage(LogLevel.Error, "{Count} watches could not be recorded: too many waited for the cluster.")]
        public static partial void Lost(ILogger logger, int count);
    }
}
