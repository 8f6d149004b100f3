using System.Collections.Frozen;
using LiveParking.Grains.Alarms;
using LiveParking.Grains.Audit;
using LiveParking.Grains.Changes;
using LiveParking.Grains.History;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Levels.Corrections;
using LiveParking.Grains.Levels.Sensors;
using LiveParking.Grains.Storage;
using LiveParking.LiveStreams;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace LiveParking.Grains.Levels;

/// <summary>
/// One level: has the rules judge what happens (<see cref="LevelTransitions"/>), stores their outcome, then does the rest: answers, publishes, sends
/// samples and corrections, and plans when to look again. Its calls interleave so that readings which arrive during a store write share the next
/// write; see <see cref="CoalescedState{T}"/>.
/// </summary>
[GrainType("level"), Reentrant]
internal sealed partial class LevelGrain(
    [PersistentState("level", StorageNames.Parking)] IPersistentState<LevelState> stored,
    [PersistentState("sensors", StorageNames.Parking)] IPersistentState<SensorsState> storedSensors,
    ILivePublisher publisher,
    IOptions<LevelOptions> options,
    AlarmLimitsCache alarmLimits,
    UnknownActivations unknown,
    ResultMemory resultMemory,
    TimeProvider timeProvider,
    ILogger<LevelGrain> logger) : Grain, ILevelGrain, ILevelAdministration, IAuditedGrain
{
    private static readonly TimeSpan SensorsDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReportPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);

    private readonly RecentResults _results = new(resultMemory);
    private LevelTransitions _rules = null!;
    private DelayedState<SensorsState> _sensors = null!;
    private CoalescedState<LevelUnit> _state = null!;
    private ILevelHistoryRecorder _history = null!;
    private HistoryFeed _feed = null!;
    private TypeHistories _types = null!;
    private ICorrectionLedgerWriter _ledger = null!;
    private CorrectionOutbox _outbox = null!;
    private ReassessmentTimer _reassessment = null!;
    private GrainExistence _existence = null!;
    private NewestSender<AlarmReport> _alarms = null!;
    private AlarmReport _nothingWrong = null!;
    private FrozenSet<string> _silentBefore = [];
    private DateTimeOffset _startedAt;
    private DateTimeOffset _reportedAt;
    private LevelKey _key;
    private StreamId _stream;
    private long _published;

    private LevelState Level => _state.Newest.Level;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!LevelKey.TryParse(this.GetPrimaryKeyString(), out _key))
            throw new InvalidRequestException($"'{this.GetPrimaryKeyString()}' is not a level key of the form location/level.");
        StoredSchema.Require(stored.State.Schema, LevelState.CurrentSchema, this.GetPrimaryKeyString());
        StoredSchema.Require(storedSensors.State.Schema, SensorsState.CurrentSchema, this.GetPrimaryKeyString());
        _rules = new LevelTransitions(_key, options.Value.SensorsPerLevel);
        _sensors = new DelayedState<SensorsState>(storedSensors, SensorsDelay, timeProvider, logger);
        _state = new CoalescedState<LevelUnit>(new LevelStore(stored, _sensors, timeProvider), timeProvider, logger);
        _history = GrainFactory.GetGrain<ILevelHistoryRecorder>(_key.ToString());
        _feed = new HistoryFeed(_history, timeProvider, logger);
        _types = new TypeHistories(_key, GrainFactory, timeProvider, logger);
        _ledger = GrainFactory.GetGrain<ICorrectionLedgerWriter>(_key.ToString());
        _outbox = new CorrectionOutbox(_key, _state, _ledger, DeactivateOnIdle, timeProvider, logger);
        _stream = ParkingStreams.LevelStatus(_key);
        _existence = new GrainExistence(unknown, GrainContext);
        _startedAt = timeProvider.GetUtcNow();
        _silentBefore = storedSensors.State.Sensors.Where(sensor => sensor.Value.SilenceNoted).Select(sensor => sensor.Key).ToFrozenSet(StringComparer.Ordinal);
        var alarms = GrainFactory.GetAlarms(_key.LocationId);
        _alarms = new NewestSender<AlarmReport>(alarms.ReportAsync, error => Log.NotReported(logger, _key, error.Message), timeProvider);
        _nothingWrong = new AlarmReport(AlarmTransitions.LevelSource + _key.LevelId, []);
        _alarms.Assume(_nothingWrong);
        alarmLimits.Follow(_key);
        _reassessment = new ReassessmentTimer(() => this.RegisterGrainTimer(
            ReassessAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true }));
        _state.Committed += unit => Publish(unit.Level);
        _state.Reloaded += unit => Plan(LevelTransitions.NextDue(unit, timeProvider.GetUtcNow()));
        // Another activation has stored sensors of this level: what is newer of both counts.
        _sensors.Merged += theirs => _state.Amend(unit => unit.With(unit.Level, unit.Sensors.MergedInto(theirs)));
        // Apply the effect of the time without an activation before answering any call.
        await ReassessAsync(cancellationToken);
        if (Level.Settings is not null)
            Publish(Level);
        else
            NoteExistence();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _results.Clear();
        _alarms.Stop();
        alarmLimits.Unfollow(_key);
        return Task.WhenAll(_sensors.StopAsync(), _feed.FlushAsync(), _types.FlushAsync());
    }

    public Task<ConfiguredLevel> GetAsync()
    {
        RequireExists();
        return Task.FromResult(Configured(Level));
    }

    public Task<LevelSensors> GetSensorsAsync()
    {
        RequireExists();
        return Task.FromResult(SensorRules.View(_key, Level, _state.Newest.Sensors, timeProvider.GetUtcNow()));
    }

    public Task<SensorReport> GetSensorAsync(string sensorId)
    {
        RequireExists();
        var view = SensorRules.View(_key, Level, _state.Newest.Sensors, timeProvider.GetUtcNow());
        return view.Sensors.FirstOrDefault(sensor => sensor.Id == sensorId) is { } known
            ? Task.FromResult(new SensorReport(_key.LocationId, _key.LevelId, known, _results.Of(sensorId)))
            : throw new UnknownSensorException(sensorId);
    }

    public async Task<ReadingsAnswer> ReportAsync(IReadOnlyList<Reading> readings)
    {
        ReadingRules.RequireBatch(readings);
        var (committed, (results, isCounted, judgedAt)) = await ChangeAsync((unit, now) =>
        {
            var (outcome, results) = _rules.Report(unit, readings, now);
            return (outcome, (results, outcome.Samples.Count > 0, now));
        });
        _results.Add(readings, results, judgedAt);
        if (isCounted)
            await _feed.RoomAsync();
        return new ReadingsAnswer(results, LevelRules.Status(_key, committed));
    }

    public async Task NoteRefusedAsync(IReadOnlyList<RefusedReading> refused)
    {
        ReadingRules.RequireBatchOf(refused.Count);
        await ChangeAsync((unit, now) => _rules.NoteRefused(unit, refused, now));
        _results.Add(refused, timeProvider.GetUtcNow());
    }

    public async Task<ConfiguredLevel> ConfigureAsync(LevelSettings settings, SiteHours site, long? expected)
    {
        LevelSettingsRules.Require(settings);
        return Configured(await ChangeAsync((unit, now) => _rules.Configure(unit, settings, site, expected, now)));
    }

    public Task SetSiteAsync(SiteHours site) => ChangeAsync((unit, now) => LevelTransitions.SetSite(unit, site, now));

    public async Task<CorrectionAnswer> CorrectAsync(CorrectionRequest request)
    {
        CorrectionRules.Require(request);
        var (committed, correction) = await ChangeAsync((unit, now) => _rules.Correct(unit, request, now));
        await SendCorrectionsAsync();
        return new CorrectionAnswer(correction, LevelRules.Status(_key, committed));
    }

    public async Task<bool> RemoveCorrectionsAsync()
    {
        // Nothing may be on its way to the ledger when the ledger is emptied.
        var (_, any) = await ChangeAsync((unit, now) => LevelTransitions.ForgetCorrections(unit, now));
        await _outbox.UntilQuietAsync();
        return await _ledger.RemoveAsync() || any;
    }

    public async Task<bool> RemoveHistoryAsync()
    {
        // Nothing may be on its way to the history when the history is emptied.
        await _feed.ForgetAsync();
        var anyOfTypes = await _types.RemoveAsync([.. Level.HistoryTypes ?? [], .. Level.Settings?.Capacity.Keys ?? []]);
        return await _history.RemoveAsync() || anyOfTypes;
    }

    public (string? LocationId, string? Target) AuditTarget(string action, IInvokable call) => (_key.LocationId, _key.LevelId);

    public async Task<string?> DescribeAsync(string action, IInvokable call, object? result) => action switch
    {
        "correction.add" when result is CorrectionAnswer answer => AuditText.Of(answer.Correction),
        "correction.add" when Level.Settings is not null => AuditText.Of(LevelRules.Status(_key, Level).Spots),
        "corrections.remove" => AuditText.Of(new { corrections = (await GrainFactory.GetCorrections(_key).GetAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)).Count }),
        _ => null,
    };

    public async Task RemoveAsync(long? expected)
    {
        await ChangeAsync((unit, now) => _rules.Remove(unit, expected, now));
        _results.Clear();
    }

    public Task<AlarmReport> GetAlarmReportAsync()
    {
        RequireExists();
        return Task.FromResult(AlarmReportAt(timeProvider.GetUtcNow()) ?? throw new StoreUnavailableException("The limits of alarms are not known yet; ask again."));
    }

    public Task ReviewAlarmsAsync()
    {
        if (Level.Settings is not null)
            ReportAlarms();
        else
            NoteExistence();
        return Task.CompletedTask;
    }

    /// <summary>Null while the limits of alarms are not known: the level is asked to look again when they are.</summary>
    private AlarmReport? AlarmReportAt(DateTimeOffset now) => alarmLimits.Find(_key.LocationId) is { } limits
        ? LevelConditions.Of(_key.LevelId, _state.Newest, limits, _startedAt, _silentBefore, now)
        : null;

    /// <summary>Reports what is wrong, at most once a second: each reading may change it, and all sensors must be looked at.</summary>
    private void ReportAlarms()
    {
        var now = timeProvider.GetUtcNow();
        if (now - _reportedAt < ReportPause)
        {
            Plan(_reportedAt + ReportPause);
            return;
        }

        _reportedAt = now;
        var report = AlarmReportAt(now);
        // While nothing is wrong, the number of its sensors is no news; nor is that it is not known yet which of them are missing.
        if (report is not null and not { IsEmpty: true, Sensors.Unsure: > 0 })
            _alarms.Offer(report.IsEmpty ? _nothingWrong : report);
        Plan(LevelConditions.NextMissing(_state.Newest, _startedAt, now));
    }

    /// <summary>Looks at what changes with time alone: hours, silence, trend. Also sends pending corrections to the ledger.</summary>
    private async Task ReassessAsync(CancellationToken cancellationToken)
    {
        _reassessment.Begin();
        try
        {
            await ChangeAsync(LevelTransitions.Reassess);
        }
        catch (StoreUnavailableException error)
        {
            Log.NotReassessed(logger, _key, error.Message);
            _reassessment.Plan(timeProvider.GetUtcNow() + RetryPause, timeProvider.GetUtcNow());
        }

        _ = SendCorrectionsAsync();
    }

    private async Task SendCorrectionsAsync()
    {
        if (!await _outbox.SendAsync())
            _reassessment.Plan(timeProvider.GetUtcNow() + RetryPause, timeProvider.GetUtcNow());
    }

    private async Task<LevelState> ChangeAsync(Func<LevelUnit, DateTimeOffset, LevelOutcome> decide) =>
        (await ChangeAsync((unit, now) => (decide(unit, now), true))).Committed;

    /// <summary>Has the rules decide, stores the outcome, and then does what follows from it.</summary>
    private async Task<(LevelState Committed, TResult Result)> ChangeAsync<TResult>(
        Func<LevelUnit, DateTimeOffset, (LevelOutcome Outcome, TResult Result)> decide)
    {
        try
        {
            var (committed, (outcome, result)) = await _state.ChangeAsync(
                unit =>
                {
                    var decided = decide(unit, timeProvider.GetUtcNow());
                    return (decided.Outcome.Unit, decided);
                },
                DeactivateOnIdle);
            foreach (var sample in outcome.Samples)
                _feed.Add(sample);
            if (outcome.Samples is [.., var newest])
            {
                var types = committed.Level.Settings is { Counting: CountingMode.Spots } ? committed.Level.HistoryTypes ?? [] : [];
                _types.Add(types, committed.Level.Settings is null ? null : Occupancy.ByType(committed.Level), newest);
            }
            Plan(outcome.NextDue);
            ReportAlarms();
            return (committed.Level, result);
        }
        catch (UnknownLevelException)
        {
            NoteExistence();
            throw;
        }
    }

    private ConfiguredLevel Configured(LevelState level) => new(LevelRules.Status(_key, level), level.SettingsVersion, level.Settings!);

    private void Plan(DateTimeOffset? due)
    {
        if (due is { } moment && Level.Settings is not null)
            _reassessment.Plan(moment, timeProvider.GetUtcNow());
    }

    private void RequireExists()
    {
        if (Level.Settings is not null)
            return;
        NoteExistence();
        throw new UnknownLevelException(_key.LocationId, _key.LevelId);
    }

    /// <summary>
    /// A level that does not exist has no timer and is soon deactivated. A removed level stays active until its ledger has all corrections.
    /// </summary>
    private void NoteExistence()
    {
        var exists = Level.Settings is not null || Level.Corrections.Exists(kept => !kept.InLedger);
        _existence.Note(exists);
        if (!exists)
            _reassessment.Stop();
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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "What is wrong with level {Level} is not reported yet: {Reason}")]
        public static partial void NotReported(ILogger logger, LevelKey level, string reason);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Level {Level} could not be reassessed in time: {Reason}")]
        public static partial void NotReassessed(ILogger logger, LevelKey level, string reason);
    }
}
