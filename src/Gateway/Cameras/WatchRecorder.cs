using System.Collections.Concurrent;
using System.Security.Claims;
using LiveParking.Gateway.Access;
using LiveParking.Gateway.Limits;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Records who watched which camera, when, from where and how long, in the trail of the camera's location. Entries are sent every 2 s, and wait while the
/// cluster does not answer. What one client watches of one camera is one entry as long as no minute passes without it: a client that opens and closes
/// streams all the time makes no more entries than one that watches. Thread-safe.
/// </summary>
internal sealed partial class WatchRecorder(
    IClusterClient grains, IOptions<GatewayOptions> options, TimeProvider timeProvider, ILogger<WatchRecorder> logger) : BackgroundService
{
    /// <summary>
    /// Watches that are recorded at the same time, for callers with and without a token: a flood of anonymous viewers from many addresses leaves the records
    /// of the others alone. Further ones are lost, which is logged.
    /// </summary>
    private const int MaxWatches = 10_000;

    /// <summary>Entries in one call: as many as become one chunk of the trail.</summary>
    private const int MaxBatch = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(ClientKey Client, string Camera, string Action), WatchRecord> _records = new();
    private readonly ConcurrentQueue<WatchRecord> _ended = new();
    private readonly int[] _counts = new int[2];
    private int _lost;

    /// <summary>A watch has begun. It ends when the result is disposed, unless the client comes back within a minute.</summary>
    public IDisposable? Begin(HttpContext http, CameraEntry camera) => Enter(http, camera, "camera.watch");

    /// <summary>A snapshot was requested.</summary>
    public void NoteSnapshot(HttpContext http, CameraEntry camera) => Enter(http, camera, "camera.snapshot")?.Dispose();

    private IDisposable? Enter(HttpContext http, CameraEntry camera, string action)
    {
        var key = (Client: ClientKey.Of(http), camera.CameraId, action);
        while (true)
        {
            if (_records.TryGetValue(key, out var known))
            {
                if (known.TryEnter())
                    return new Visit(known, timeProvider);
                SetAside(new(key, known));
                continue;
            }

            ref var count = ref _counts[key.Client.IsToken ? 1 : 0];
            if (Interlocked.Increment(ref count) > MaxWatches)
            {
                Interlocked.Decrement(ref count);
                Interlocked.Increment(ref _lost);
                return null;
            }

            var record = new WatchRecord(camera.LocationId, key.Client.IsToken, EntryOf(http, camera, action));
            if (_records.TryAdd(key, record))
                return new Visit(record, timeProvider);
            Interlocked.Decrement(ref count);
        }
    }

    /// <summary>A watch that has ended makes room for the next one of its client, and is kept until its end is in the trail.</summary>
    private void SetAside(KeyValuePair<(ClientKey Client, string Camera, string Action), WatchRecord> record)
    {
        if (_records.TryRemove(record))
            _ended.Enqueue(record.Value);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var record in _records)
        {
            record.Value.End(timeProvider.GetUtcNow());
            SetAside(record);
        }

        await SendAsync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var record in _records)
            {
                if (record.Value.EndAfter(options.Value.WatchPause, timeProvider.GetUtcNow()))
                    SetAside(record);
            }

            await SendAsync();
        }
    }

    private async Task SendAsync()
    {
        List<WatchRecord> ended = [];
        while (_ended.TryDequeue(out var record))
            ended.Add(record);
        foreach (var location in _records.Values.Where(record => !record.IsSent).Concat(ended).GroupBy(record => record.LocationId))
        {
            try
            {
                await SendAsync(location.Key, [.. location]);
            }
            catch (Exception exception)
            {
                Log.NotSent(logger, location.Key, exception.Message);
            }
        }

        foreach (var record in ended)
        {
            if (record.NeedsEnd)
                _ended.Enqueue(record);
            else
                Interlocked.Decrement(ref _counts[record.HasToken ? 1 : 0]);
        }

        if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost)
            Log.Lost(logger, lost);
    }

    private async Task SendAsync(string locationId, IReadOnlyList<WatchRecord> records)
    {
        var trail = grains.GetWatchTrail(locationId);
        // An entry that ended before it was sent is added as one that has ended.
        foreach (var added in records.Where(record => !record.IsSent).Chunk(MaxBatch))
        {
            var entries = added.Select(record => (Record: record, record.Entry)).ToList();
            await trail.AddAsync([.. entries.Select(pair => pair.Entry)]);
            entries.ForEach(pair => pair.Record.Sent(pair.Entry));
        }

        foreach (var ended in records.Where(record => record.NeedsEnd).Chunk(MaxBatch))
        {
            await trail.EndAsync([.. ended.Select(record => record.Entry).Select(entry => new AuditEnd(entry.Id, entry.At, entry.EndedAt!.Value, AuditOutcome.Done))]);
            foreach (var record in ended)
                record.Sent(record.Entry);
        }
    }

    private AuditEntry EntryOf(HttpContext http, CameraEntry camera, string action) => new(
        Guid.NewGuid().ToString("N"), timeProvider.GetUtcNow(), action, Caller.AuthorOf(http, "anonymous"), AuditOutcome.Begun, camera.LocationId, camera.CameraId);

    /// <summary>One stream or snapshot of a client.</summary>
    private sealed class Visit(WatchRecord record, TimeProvider timeProvider) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                record.Leave(timeProvider.GetUtcNow());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Who watches the cameras of location {LocationId} is not recorded yet; it is sent again in 2 s. {Reason}")]
        public static partial void NotSent(ILogger logger, string locationId, string reason);

        [LoggerMessage(LogLevel.Error, "{Count} watches could not be recorded: too many clients watch at the same time.")]
        public static partial void Lost(ILogger logger, int count);
    }
}
