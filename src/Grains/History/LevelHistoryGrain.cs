using System.Diagnostics.CodeAnalysis;
using LiveParking.Grains.Concurrency;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Locations;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Storage;

namespace LiveParking.Grains.History;

/// <summary>
/// The history of one level, or of its spots of one type. Samples are aggregated in memory. The newest part is written half a minute after the first unstored sample, and the
/// minutes move into the chunk of their day an hour at a time. Nothing is written while no samples arrive. After five minutes the grain is
/// deactivated.
/// </summary>
[GrainType("level-history"), PreferLocalPlacement, CollectionAgeLimit(Minutes = 5)]
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore without wait handle holds nothing to free.")]
internal sealed partial class LevelHistoryGrain(
    [PersistentState("history", StorageNames.Parking)] IPersistentState<HistoryState> stored,
    [FromKeyedServices(StorageNames.Parking)] IGrainStorage storage,
    UnknownActivations unknown,
    TimeProvider timeProvider,
    ILogger<LevelHistoryGrain> logger) : Grain, ILevelHistoryGrain, ILevelHistoryRecorder
{
    /// <summary>Time from a sample to its write.</summary>
    private static readonly TimeSpan WriteAfter = TimeSpan.FromSeconds(30);

    /// <summary>Completed minutes that move into the chunk of their day together.</summary>
    private const int MinutesAtOnce = 60;

    /// <summary>Maximum completed minutes that are not stored before samples wait for the store.</summary>
    private const int MaxDone = 4 * 24 * 60;

    /// <summary>Attempts of one write when another activation also writes.</summary>
    private const int MaxTries = 3;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<KeyValuePair<long, Bucket>> _done = [];
    private HistoryChunks _chunks = null!;
    private OpenWindow _window = new();
    private GrainExistence _existence = null!;
    private HistoryKey _key;
    private readonly UnstoredSamples _unstored = new();
    private IGrainTimer? _timer;
    private bool _isDirty;

    /// <summary>A write with unknown result, and the <see cref="UnstoredSamples.End"/> that it contains.</summary>
    private (long Mark, long End)? _attempt;
    private string? _etag;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!HistoryKey.TryParse(this.GetPrimaryKeyString(), out _key))
            throw new InvalidRequestException($"'{this.GetPrimaryKeyString()}' is not the key of a history, of the form location/level or location/level/type.");
        _chunks = new HistoryChunks(storage, this.GetGrainId(), logger);
        _etag = stored.Etag;
        _existence = new GrainExistence(unknown, GrainContext);
        if (stored.State is not { Schema: > 0 } state)
        {
            _existence.Note(false);
            return Task.CompletedTask;
        }

        Restore(state);
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
            Log.NotStored(logger, this.GetPrimaryKeyString(), error.Message);
        }
    }

    public async Task RecordAsync(IReadOnlyList<OccupancySample> samples)
    {
        if (_done.Count > MaxDone)
            await WriteAsync();
        _unstored.Add(samples);
        foreach (var sample in samples)
            _isDirty |= _window.Add(sample, _done);
        if (!_isDirty)
        {
            // Until a write is confirmed, its samples are kept in case it failed.
            if (_attempt is null)
                _unstored.Clear();
            return;
        }

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

        // Memory is read first: a minute that moves into a chunk meanwhile is then read twice rather than not at all.
        var fresh = new List<KeyValuePair<long, Bucket>>(_done);
        _window.Copy().Finish(timeProvider.GetUtcNow().ToUnixTimeMilliseconds(), fresh);
        var buckets = query.Step < TimeSpan.FromHours(1)
            ? HistoryRules.Answer(await _chunks.MinutesAsync(query, fresh), 1, query)
            : HistoryRules.Answer(await _chunks.HoursAsync(query, fresh), HistoryRules.Hour, query);
        return new OccupancyHistory(
            _key.Level.LocationId, _key.Level.LevelId, HistoryRules.Floor(query.From, query.Step), query.To.ToUniversalTime(), HistorySteps.WordOf(query.Step)!, buckets,
            _key.SpotType);
    }

    public async Task<bool> RemoveAsync()
    {
        using var turn = await AsyncLock.TakeAsync(_turn);
        if (_attempt is not null)
            await ReadAgainAsync();
        if (_window.NewestKnown is null && !stored.RecordExists)
            return false;
        // Samples recorded meanwhile begin the next history.
        _window = new OpenWindow();
        _done.Clear();
        _unstored.Clear();
        _isDirty = false;
        try
        {
            await _chunks.ClearAsync();
            await stored.ClearStateAsync();
            _etag = stored.Etag;
        }
        catch (Exception error)
        {
            _attempt = (0, 0);
            DeactivateOnIdle();
            Log.NotRemoved(logger, this.GetPrimaryKeyString(), error);
            throw new StoreUnavailableException("The history was not removed whole; try again.");
        }

        _existence.Note(_isDirty);
        return true;
    }

    /// <summary>Moves minutes into chunks. Repeating it after a crash has the same effect.</summary>
    private async Task MoveIntoChunksAsync()
    {
        var moving = _done.Count;
        await _chunks.AddAsync(_done.Take(moving).ToList());
        _done.RemoveRange(0, moving);
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
            Log.NotStored(logger, this.GetPrimaryKeyString(), error.Message);
            WriteLater();
        }
    }

    /// <summary>
    /// Stores the unstored part. After a failure everything is still in memory: the stored state is read again before the next attempt, and data that
    /// another activation has stored meanwhile is merged.
    /// </summary>
    private async Task WriteAsync()
    {
        using var turn = await AsyncLock.TakeAsync(_turn);
        for (var tries = 1; _isDirty; tries++)
        {
            try
            {
                if (_attempt is not null)
                    await ReadAgainAsync();
                if (_done.Count >= MinutesAtOnce)
                    await MoveIntoChunksAsync();
                await WriteOnceAsync();
                return;
            }
            catch (InconsistentStateException error)
            {
                // The exception must not leave the grain: Orleans would end the activation and lose its memory.
                _attempt ??= (0, 0);
                if (tries == MaxTries)
                    throw new StoreUnavailableException(error.Message);
            }
        }
    }

    private async Task WriteOnceAsync()
    {
        var (mark, end) = (Random.Shared.NextInt64(1, long.MaxValue), _unstored.End);
        stored.State = new HistoryState
        {
            Schema = HistoryState.CurrentSchema,
            Mark = mark,
            SummedUntil = _window.SummedUntil,
            Open = _window.Open,
            Points = PointCodec.Encode(_window.Points),
            DoneFrom = _done.Count > 0 ? _done[0].Key : 0,
            Done = _done.Count > 0 ? BucketCodec.Encode(_done, _done[0].Key) : [],
            MinuteSlots = _chunks.MinuteSlots,
            HourSlots = _chunks.HourSlots,
        };
        (_isDirty, _attempt) = (false, (mark, end));
        try
        {
            await stored.WriteStateAsync();
        }
        catch (Exception)
        {
            _isDirty = true;
            throw;
        }

        (_etag, _attempt) = (stored.Etag, null);
        _unstored.Stored(end);
    }

    /// <summary>After a failed write: finds out whether it was stored and its answer lost, or whether another activation has written.</summary>
    private async Task ReadAgainAsync()
    {
        await stored.ReadStateAsync();
        var (attempt, before) = (_attempt!.Value, _etag);
        (_attempt, _etag) = (null, stored.Etag);
        if (stored.Etag == before)
            return;
        if (stored.RecordExists && stored.State.Mark == attempt.Mark)
        {
            _unstored.Stored(attempt.End);
            return;
        }

        Log.Merging(logger, this.GetPrimaryKeyString(), _unstored.Samples.Count);
        _done.Clear();
        if (stored.State is { Schema: > 0 } state)
            Restore(state);
        else
            _window = new OpenWindow();
        foreach (var sample in _unstored.Samples)
            _isDirty |= _window.Add(sample, _done);
    }

    private void Restore(HistoryState state)
    {
        StoredSchema.Require(state.Schema, HistoryState.CurrentSchema, this.GetPrimaryKeyString());
        _chunks.Restore(state);
        _window = new OpenWindow(state.SummedUntil, state.Open, PointCodec.Decode(state.Points));
        _done.AddRange(BucketCodec.Decode(state.Done, state.DoneFrom));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The history of {Level} is not removed whole.")]
        public static partial void NotRemoved(ILogger logger, string level, Exception error);

        [LoggerMessage(Level = LogLevel.Information, Message = "Another activation has stored the history of {Level}; {Samples} samples are recorded on top of it")]
        public static partial void Merging(ILogger logger, string level, int samples);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The newest history of {Level} is not stored yet: {Reason}")]
        public static partial void NotStored(ILogger logger, string level, string reason);
    }
}
