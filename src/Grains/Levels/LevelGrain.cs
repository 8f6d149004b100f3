using LiveParking.Grains.History;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.LiveStreams;
using LiveParking.Grains.Levels.Corrections;
using LiveParking.Grains.Levels.Sensors;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace LiveParking.Grains.Levels;

/// <summary>
/// One level: processes readings, stores their effect, then answers and publishes. Its calls interleave so that readings which arrive during a store
/// write share the next write; see <see cref="CoalescedState{T}"/>.
/// </summary>
[GrainType("level"), Reentrant]
internal sealed partial class LevelGrain(
    [PersistentState("level", StorageNames.Parking)] IPersistentState<LevelState> stored,
    [PersistentState("sensors", StorageNames.Parking)] IPersistentState<SensorsState> storedSensors,
    ILivePublisher publisher,
    IOptions<LevelOptions> options,
    UnknownActivations unknown,
    TimeProvider clock,
    ILogger<LevelGrain> log) : Grain, ILevelGrain
{
    private static readonly TimeSpan SensorsDelay = TimeSpan.FromSeconds(5);

    private CoalescedState<LevelState> _state = null!;
    private SensorTracker _sensors = null!;
    private LevelSamples _history = null!;
    private ReassessmentTimer _look = null!;
    private GrainExistence _existence = null!;
    private LevelKey _key;
    private StreamId _stream;
    private long _published;
    private CorrectionOutbox _ledger = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!LevelKey.TryParse(this.GetPrimaryKeyString(), out _key))
            throw new InvalidRequestException($"'{this.GetPrimaryKeyString()}' is not a level key of the form location/level.");
        StoredSchema.Require(stored.State.Schema, LevelState.CurrentSchema, this.GetPrimaryKeyString());
        StoredSchema.Require(storedSensors.State.Schema, SensorsState.CurrentSchema, this.GetPrimaryKeyString());
        _state = new CoalescedState<LevelState>(stored, clock, log, read => LevelMigration.Migrated(read, storedSensors.State.AcceptedSensors(), clock.GetUtcNow()));
        _sensors = new SensorTracker(_state, new DelayedState<SensorsState>(storedSensors, SensorsDelay, clock, log));
        _history = new LevelSamples(new HistoryFeed(GrainFactory.GetGrain<ILevelHistoryGrain>(_key.ToString()), clock, log));
        _ledger = new CorrectionOutbox(_key, _state, GrainFactory.GetGrain<ICorrectionLedgerGrain>(_key.ToString()), DeactivateOnIdle, log);
        _stream = ParkingStreams.LevelStatus(_key);
        _existence = new GrainExistence(unknown, GrainContext);
        _look = new ReassessmentTimer(() => this.RegisterGrainTimer(
            LookAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true }));
        _state.Committed += Publish;
        // Apply the effect of the time without an activation before answering any call.
        await LookAsync(cancellationToken);
        if (_state.Newest.Settings is not null)
            Publish(_state.Newest);
        else
            NoteExistence();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.WhenAll(_sensors.StopAsync(), _history.FlushAsync());

    public Task<LevelStatus> GetStatusAsync()
    {
        RequireExists(_state.Newest);
        return Task.FromResult(LevelRules.Status(_key, _state.Newest));
    }

    public Task<ConfiguredLevel> GetConfiguredAsync()
    {
        RequireExists(_state.Newest);
        return Task.FromResult(new ConfiguredLevel(LevelRules.Status(_key, _state.Newest), _state.Newest.SettingsVersion));
    }

    public async Task<ReadingsAnswer> ReportAsync(IReadOnlyList<Reading> readings)
    {
        ReadingRules.RequireBatch(readings);
        BatchOutcome? reported = null;
        var committed = await _state.ChangeAsync(
            state =>
            {
                RequireExists(state);
                var now = clock.GetUtcNow();
                reported = LevelRules.Report(state, readings, now, options.Value.SensorsPerLevel, _sensors.WasAccepted);
                _sensors.Set(SensorRules.Note(_sensors.Newest, readings, reported, Bound(state), now));
                return ReferenceEquals(reported.State, state) ? state : Settle(state, reported.State, now);
            },
            DeactivateOnIdle);
        _sensors.Answered();
        await _history.AddAsync(committed, reported!.Samples);
        return new ReadingsAnswer(reported.Results, LevelRules.Status(_key, committed));
    }

    public async Task<LevelStatus> ConfigureAsync(LevelSettings settings, SiteHours site, long? expected)
    {
        LevelSettingsRules.Require(settings);
        var committed = await _state.ChangeAsync(
            state =>
            {
                LevelRules.RequireVersion(_key, state, expected);
                if (state.Settings is null)
                    _sensors.Set(new SensorsState());
                var now = clock.GetUtcNow();
                return Settle(state, LevelRules.Configure(state, settings, site, now), now);
            },
            DeactivateOnIdle);
        _history.AddNow(committed, clock.GetUtcNow());
        RescheduleReassessment();
        return LevelRules.Status(_key, committed);
    }

    public async Task SetSiteAsync(SiteHours site)
    {
        await ChangeAsync((state, now) => LevelRules.SetSite(state, site, now));
        RescheduleReassessment();
    }

    public Task<LevelConfiguration> GetConfigurationAsync()
    {
        RequireExists(_state.Newest);
        return Task.FromResult(new LevelConfiguration(_state.Newest.Settings!, _state.Newest.SettingsVersion));
    }

    public Task<LevelSensors> GetSensorsAsync()
    {
        RequireExists(_state.Newest);
        return Task.FromResult(SensorRules.View(_key, _state.Newest, _sensors.Newest, clock.GetUtcNow()));
    }

    public async Task<CorrectionAnswer> CorrectAsync(CorrectionRequest request)
    {
        CorrectionRules.Require(request);
        Correction? correction = null;
        var committed = await ChangeAsync((state, now) =>
        {
            RequireExists(state);
            if ((correction = CorrectionRules.Find(state, request.Id)) is not null)
                return state;
            if (state.Corrections.Count >= CorrectionRules.MostWaiting)
                throw CorrectionRules.TooManyAtOnce();
            (var next, correction) = CorrectionRules.Correct(state, request, now);
            return next;
        });
        _history.AddNow(committed, clock.GetUtcNow());
        RescheduleReassessment();
        await SendCorrectionsAsync();
        return new CorrectionAnswer(correction!, LevelRules.Status(_key, committed));
    }

    public async Task<bool> ForgetCorrectionsAsync()
    {
        var any = false;
        await ChangeAsync((state, _) => (any = !state.Corrections.IsEmpty) ? state with { Corrections = [] } : state);
        await _ledger.UntilQuietAsync();
        return any;
    }

    public Task ForgetHistoryAsync() => _history.ForgetAsync();

    public async Task RemoveAsync(long? expected)
    {
        var before = _state.Newest;
        await _state.ChangeAsync(
            state =>
            {
                RequireExists(state);
                LevelRules.RequireVersion(_key, state, expected);
                return LevelRules.Remove(before = state, clock.GetUtcNow());
            },
            DeactivateOnIdle);
        _history.AddEnd(before, clock.GetUtcNow());
    }

    private SensorBound Bound(LevelState state) => SensorBound.Of(state.Settings!, options.Value.SensorsPerLevel, state.Sensors.Count);

    private Task<LevelState> ChangeAsync(Func<LevelState, DateTimeOffset, LevelState> change) =>
        _state.ChangeAsync(
            state =>
            {
                var now = clock.GetUtcNow();
                var next = change(state, now);
                return ReferenceEquals(next, state) ? state : Settle(state, next, now);
            },
            DeactivateOnIdle);

    private LevelState Settle(LevelState before, LevelState changed, DateTimeOffset now)
    {
        var next = changed.Settings is null
            ? changed
            : LevelRules.Settle(before, changed, SensorRules.Coverage(_sensors.Newest, SilencePolicy.Of(changed), now), now);
        ScheduleReassessment(next, now);
        return next;
    }

    private void RequireExists(LevelState state)
    {
        if (state.Settings is not null)
            return;
        NoteExistence();
        throw new UnknownLevelException(_key.LocationId, _key.LevelId);
    }

    /// <summary>
    /// A level that does not exist has no timer and is soon deactivated. A removed level stays active until its ledger has all corrections.
    /// </summary>
    private void NoteExistence()
    {
        var exists = _state.Newest.Settings is not null || _state.Newest.Corrections.Exists(kept => !kept.InLedger);
        _existence.Note(exists);
        if (!exists)
            _look.Stop();
    }

    private void Publish(LevelState committed)
    {
        if (committed.Settings is null)
            publisher.Withdraw(_stream);
        else if (committed.Version != _published)
            publisher.Publish(_stream, LevelRules.Status(_key, committed));
        _published = committed.Settings is null ? 0 : committed.Version;
        NoteExistence();
    }
}
