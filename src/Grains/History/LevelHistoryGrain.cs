using System.Diagnostics.CodeAnalysis;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Locations;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Storage;

namespace LiveParking.Grains.History;

/// <summary>
/// The history of one level. Samples are summed up in memory; half a minute after the first one that is not stored, the newest part is
/// written, and every hour's worth of minutes goes into the chunk of its day. Nothing is written while nothing comes,
/// and after five minutes it is gone from memory.
/// </summary>
[GrainType("level-history"), PreferLocalPlacement, CollectionAgeLimit(Minutes = 5)]
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore without wait handle holds nothing to free.")]
internal sealed partial class LevelHistoryGrain(
    [PersistentState("history", StorageNames.Parking)] IPersistentState<HistoryState> stored,
    [FromKeyedServices(StorageNames.Parking)] IGrainStorage storage,
    UnknownActivations unknown,
    TimeProvider clock,
    ILogger<LevelHistoryGrain> log) : Grain, ILevelHistoryGrain
{
    /// <summary>How long a sample waits for being stored.</summary>
    private static readonly TimeSpan WriteAfter = TimeSpan.FromSeconds(30);

    /// <summary>Minutes that are done before they go into the chunk of their day.</summary>
    private const int MinutesAtOnce = 60;

    /// <summary>Minutes that may be done and not stored before samples wait for the store.</summary>
    private const int MostDone = 4 * 24 * 60;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<KeyValuePair<long, Bucket>> _done = [];
    private HistoryChunks _chunks = null!;
    private OpenWindow _window = new();
    private GrainExistence _existence = null!;
    private LevelKey _key;
    private IGrainTimer? _timer;
    private bool _isDirty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!LevelKey.TryParse(this.GetPrimaryKeyString(), out _key))
            throw new InvalidRequestException($"'{this.GetPrimaryKeyString()}' is not a level key of the form location/level.");
        _chunks = new HistoryChunks(storage, this.GetGrainId(), log);
        _existence = new GrainExistence(unknown, GrainContext);
        if (stored.State is not { Schema: > 0 } state)
        {
            _existence.Note(false);
            return Task.CompletedTask;
        }

        StoredSchema.Require(state.Schema, HistoryState.CurrentSchema, this.GetPrimaryKeyString());
        _chunks.Restore(state);
        _window = new OpenWindow(state.SummedUntil, state.Open, PointCodec.Decode(state.Points));
        _done.AddRange(BucketCodec.Decode(state.Done, state.DoneFrom));
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync();
        }
        catch (Exception error)
        {
            NotStored(log, this.GetPrimaryKeyString(), error.Message);
        }
    }

    public async Task RecordAsync(IReadOnlyList<OccupancySample> samples)
    {
        if (_done.Count > MostDone)
            await WriteAsync();
        foreach (var sample in samples)
            _isDirty |= _window.Add(sample, _done);
        if (!_isDirty)
            return;
        _existence.Note(true);
        WriteLater();
    }

    public async Task<OccupancyHistory?> GetAsync(HistoryQuery query)
    {
        HistoryRules.Require(query);
        if (_window.NewestKnown is null)
        {
            _existence.Note(false);
            return null;
        }

        // What is in memory is taken first: what moves into a chunk meanwhile is then there twice, and not nowhere.
        var fresh = new List<KeyValuePair<long, Bucket>>(_done);
        _window.Copy().Finish(clock.GetUtcNow().ToUnixTimeMilliseconds(), fresh);
        var buckets = query.Step < TimeSpan.FromHours(1)
            ? HistoryRules.Answer(await MinutesAsync(query, fresh), 1, query)
            : HistoryRules.Answer(await HoursAsync(query, fresh), HistoryRules.Hour, query);
        return new OccupancyHistory(
            _key.LocationId, _key.LevelId, HistoryRules.Floor(query.From, query.Step), query.To.ToUniversalTime(), HistorySteps.WordOf(query.Step)!, buckets);
    }

    public async Task<bool> RemoveAsync()
    {
        using var turn = await AdministrationTurn.TakeAsync(_turn);
        if (_window.NewestKnown is null && !stored.RecordExists)
            return false;
        // What is recorded meanwhile is the beginning of the next history.
        _window = new OpenWindow();
        _done.Clear();
        _isDirty = false;
        try
        {
            await _chunks.ClearAsync();
            await stored.ClearStateAsync();
        }
        catch (Exception error)
        {
            DeactivateOnIdle();
            NotRemoved(log, this.GetPrimaryKeyString(), error);
            throw new StoreUnavailableException("The history was not removed whole; try again.");
        }

        _existence.Note(_isDirty);
        return true;
    }

    private async Task<SortedDictionary<long, Bucket>> MinutesAsync(HistoryQuery query, List<KeyValuePair<long, Bucket>> fresh)
    {
        var all = await ChunksAsync(HistoryRing.Minutes, query, 1);
        foreach (var (at, bucket) in fresh)
            all[at] = bucket;
        return all;
    }

    private async Task<SortedDictionary<long, Bucket>> HoursAsync(HistoryQuery query, List<KeyValuePair<long, Bucket>> fresh)
    {
        var all = await ChunksAsync(HistoryRing.Hours, query, HistoryRules.Hour);
        foreach (var day in fresh.GroupBy(each => each.Key / HistoryRing.Minutes.Length))
        {
            var minutes = await _chunks.ReadAsync(HistoryRing.Minutes, day.Key, day.Key);
            foreach (var (at, bucket) in HoursOf(minutes, day))
                all[at] = bucket;
        }

        return all;
    }

    /// <summary>What the chunks that a query touches hold.</summary>
    private Task<SortedDictionary<long, Bucket>> ChunksAsync(HistoryRing ring, HistoryQuery query, long unit) => _chunks.ReadAsync(
        ring,
        HistoryRules.MinuteOf(HistoryRules.Floor(query.From, query.Step)) / (ring.Length * unit),
        HistoryRules.MinuteOf(query.To + query.Step) / (ring.Length * unit));

    /// <summary>The hours of a day that changed minutes touch.</summary>
    private static IEnumerable<KeyValuePair<long, Bucket>> HoursOf(SortedDictionary<long, Bucket> minutes, IEnumerable<KeyValuePair<long, Bucket>> changes)
    {
        var touched = new HashSet<long>();
        foreach (var (at, bucket) in changes)
        {
            minutes[at] = bucket;
            touched.Add(at / HistoryRules.Hour);
        }

        return HistoryRules.Join(minutes, HistoryRules.Hour).Where(hour => touched.Contains(hour.Key));
    }

    private void WriteLater() =>
        _timer ??= this.RegisterGrainTimer(
            WriteOnTimerAsync, new GrainTimerCreationOptions(WriteAfter, Timeout.InfiniteTimeSpan) { Interleave = true });

    private async Task WriteOnTimerAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        _timer = null;
        try
        {
            await WriteAsync();
        }
        catch (Exception error)
        {
            NotStored(log, this.GetPrimaryKeyString(), error.Message);
            if (error is InconsistentStateException)
                DeactivateOnIdle();
            else
                WriteLater();
        }
    }

    /// <summary>Stores what is not stored yet. After a failure it is all still in memory, and is written again.</summary>
    private async Task WriteAsync()
    {
        using var turn = await AdministrationTurn.TakeAsync(_turn);
        if (!_isDirty)
            return;
        if (_done.Count >= MinutesAtOnce)
            await MoveIntoChunksAsync();
        stored.State = new HistoryState
        {
            Schema = HistoryState.CurrentSchema,
            SummedUntil = _window.SummedUntil,
            Open = _window.Open,
            Points = PointCodec.Encode(_window.Points),
            DoneFrom = _done.Count > 0 ? _done[0].Key : 0,
            Done = _done.Count > 0 ? BucketCodec.Encode(_done, _done[0].Key) : [],
            MinuteSlots = _chunks.MinuteSlots,
            HourSlots = _chunks.HourSlots,
        };
        _isDirty = false;
        try
        {
            await stored.WriteStateAsync();
        }
        catch (Exception)
        {
            _isDirty = true;
            throw;
        }
    }

    /// <summary>A crash in between does it again, to the same effect.</summary>
    private async Task MoveIntoChunksAsync()
    {
        var moving = _done.Count;
        var hours = new List<KeyValuePair<long, Bucket>>();
        foreach (var day in _done.Take(moving).GroupBy(each => each.Key / HistoryRing.Minutes.Length).ToList())
        {
            var changes = day.ToList();
            hours.AddRange(HoursOf(await _chunks.MergeAsync(HistoryRing.Minutes, day.Key, changes), changes));
        }

        foreach (var block in hours.GroupBy(each => each.Key / HistoryRing.Hours.Length))
            await _chunks.MergeAsync(HistoryRing.Hours, block.Key, block);
        _done.RemoveRange(0, moving);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The history of {Level} is not removed whole.")]
    private static partial void NotRemoved(ILogger logger, string level, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The newest history of {Level} is not stored yet: {Reason}")]
    private static partial void NotStored(ILogger logger, string level, string reason);
}
