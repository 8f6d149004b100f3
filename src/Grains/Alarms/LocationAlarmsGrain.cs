using System.Collections.Immutable;
using LiveParking.Grains.Audit;
using LiveParking.Grains.Changes;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Notifications;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Locations;
using LiveParking.Grains.Notifications;
using LiveParking.Grains.Quarantine;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace LiveParking.Grains.Alarms;

/// <summary>
/// The alarms of one place. What happens counts at once and is shown at once, also while the store is in trouble, which is an alarm itself; it is stored
/// as soon as the store takes it. Callers who need it stored wait for that. Reentrant, so that a report never waits for a write.
/// </summary>
[GrainType(TypeName), Reentrant]
internal sealed partial class LocationAlarmsGrain(
    [PersistentState("alarms", StorageNames.Parking)] IPersistentState<AlarmBook> stored,
    [PersistentState("alarm-history", StorageNames.Parking)] IPersistentState<AlarmHistory> history,
    AlarmLimitsCache limits,
    UnknownActivations unknown,
    TimeProvider timeProvider,
    ILogger<LocationAlarmsGrain> logger) : Grain, ILocationAlarmsGrain, IAuditedGrain
{
    private const string TypeName = "location-alarms";

    /// <summary>The type of these grains; their keys are locations, but for the one of the system.</summary>
    public static readonly GrainType Type = GrainType.Create(TypeName);

    /// <summary>With this many cleared alarms, the book moves them to the history.</summary>
    private const int MaxClearedInBook = 20;

    private const int MaxNoteLength = 500;
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstRefresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxShelf = TimeSpan.FromDays(30);

    private AlarmBook _book = null!;
    private AlarmBook _inStore = null!;
    private Task? _writing;
    private string? _locationId;
    private NewestSender<Shown> _board = null!;
    private ReassessmentTimer _reassessment = null!;
    private GrainExistence _existence = null!;
    private IGrainTimer? _refresh;
    private Task _telling = Task.CompletedTask;
    private bool _isStopped;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var place = this.GetPrimaryKeyString();
        _locationId = place == ILocationAlarmsGrain.System ? null : Slug.Require(place, "location id");
        StoredSchema.Require(stored.State.Schema, AlarmBook.CurrentSchema, place);
        StoredSchema.Require(history.State.Schema, AlarmHistory.CurrentSchema, place);
        _book = _inStore = stored.State;
        _existence = new GrainExistence(unknown, GrainContext);
        var board = GrainFactory.GetGrain<IAlarmBoard>(IAlarmBoardGrain.Key);
        _board = new NewestSender<Shown>(
            shown => board.ShowAsync(place, shown.Alarms, shown.IsQuiet), error => Log.NotShown(logger, place, error.Message), timeProvider);
        _board.Assume(new Shown([], IsQuiet: true));
        _reassessment = new ReassessmentTimer(() => this.RegisterGrainTimer(
            ReassessAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true }));
        Apply(Rules.Reassess(_book, timeProvider.GetUtcNow()));
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isStopped = true;
        _board.Stop();
        return Task.CompletedTask;
    }

    public async Task ReportAsync(AlarmReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Source is null or "" or { Length: > AlarmReport.MaxSourceLength })
            throw new InvalidRequestException($"source: 1 to {AlarmReport.MaxSourceLength} characters are needed.", "source");
        Apply(Rules.Report(_book, report, timeProvider.GetUtcNow()));
        if (report.ValidFor is not null)
            return;
        await StoreAsync();
        // A place that the board does not know is not started with it: nobody would look at what is stored here.
        await _board.SentAsync();
        if (report.Sensors is { Missing: > 0 })
            await AskSiteAsync();
    }

    public Task<IReadOnlyList<Alarm>> GetAsync()
    {
        NoteExistence();
        return Task.FromResult(AlarmTransitions.Open(_book, _locationId));
    }

    public Task<IReadOnlyList<Alarm>> FindAsync(AlarmQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        NoteExistence();
        var open = AlarmTransitions.Open(_book, _locationId);
        var oldest = timeProvider.GetUtcNow() - AlarmTransitions.KeptFor;
        IReadOnlyList<Alarm> found =
        [
            .. history.State.Alarms.Concat(_book.Cleared)
                .Where(alarm => alarm.LastAt >= oldest)
                .Select(alarm => AlarmTransitions.AtPlace(alarm, _locationId))
                .Concat(open)
                .DistinctBy(alarm => alarm.Id)
                .Where(alarm => alarm.Since < query.To && (alarm.State != AlarmState.Cleared || alarm.LastAt >= query.From))
                .OrderByDescending(alarm => alarm.Since),
        ];
        return Task.FromResult(found);
    }

    public Task<Alarm> AcknowledgeAsync(string alarmId, string? note)
    {
        if (note is { Length: > MaxNoteLength })
            throw new InvalidRequestException($"note: at most {MaxNoteLength} characters are allowed.", "note");
        return ChangeAsync(alarmId, (id, by, now) => AlarmTransitions.Acknowledge(_book, id, by, string.IsNullOrWhiteSpace(note) ? null : note, now));
    }

    public Task<Alarm> ShelveAsync(string alarmId, DateTimeOffset until, string reason)
    {
        var now = timeProvider.GetUtcNow();
        if (until <= now || until > now + MaxShelf)
            throw new InvalidRequestException($"until: a time within the next {MaxShelf.TotalDays:N0} days is needed.", "until");
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxNoteLength)
            throw new InvalidRequestException($"reason: 1 to {MaxNoteLength} characters are needed.", "reason");
        return ChangeAsync(alarmId, (id, by, at) => AlarmTransitions.Shelve(_book, id, by, until, reason, at));
    }

    public Task<Alarm> UnshelveAsync(string alarmId) => ChangeAsync(alarmId, (id, _, now) => AlarmTransitions.Unshelve(_book, id, now));

    public (string? LocationId, string? Target) AuditTarget(string action, IInvokable call) => (_locationId, call.GetArgument(0) as string);

    public Task<string?> DescribeAsync(string action, IInvokable call, object? result) => Task.FromResult(
        call.GetArgument(0) is string id ? AuditText.Of(AlarmTransitions.Open(_book, _locationId).FirstOrDefault(alarm => alarm.Id == id)) : null);

    /// <summary>An operator changes an alarm.</summary>
    private async Task<Alarm> ChangeAsync(string alarmId, Func<AlarmId, string, DateTimeOffset, AlarmBook> change)
    {
        var id = AlarmId.Require(alarmId);
        if (id.LocationId != _locationId)
            throw new UnknownAlarmException(alarmId);
        Apply(change(id, AuditAuthor.Current?.Subject ?? "nobody", timeProvider.GetUtcNow()));
        await StoreAsync();
        return AlarmTransitions.Open(_book, _locationId).FirstOrDefault(alarm => alarm.Id == alarmId) ?? throw new UnknownAlarmException(alarmId);
    }

    private async Task ReassessAsync(CancellationToken cancellationToken)
    {
        _reassessment.Begin();
        Apply(Rules.Reassess(_book, timeProvider.GetUtcNow()));
        await TryStoreAsync();
    }

    /// <summary>
    /// Sends the events of the book until the notifier has taken each. They are stored first: whoever is notified that something began must be notified
    /// that it is over. An event that is not taken holds up no other.
    /// </summary>
    private async Task TellAsync()
    {
        // After the change that made them has been applied.
        await Task.Yield();
        while (!_isStopped && !_book.Events.IsEmpty)
        {
            var hasFailed = false;
            foreach (var next in _book.Events)
            {
                try
                {
                    await StoreAsync();
                    await GrainFactory.GetGrain<INotifications>(INotifierGrain.Key).NotifyAsync(AlarmTransitions.AtPlace(next, _locationId));
                    Apply(AlarmTransitions.WithoutEvent(_book, next));
                }
                catch (Exception error)
                {
                    hasFailed = true;
                    Log.NotTold(logger, this.GetPrimaryKeyString(), error.Message);
                }
            }

            if (hasFailed)
                await Task.Delay(RetryPause, timeProvider);
        }

        // Not awaited: an event that comes meanwhile has to find this at its end.
        _ = TryStoreAsync();
    }

    /// <summary>
    /// Asks the sources whose reports are kept for new ones: one that started anew, or was removed, since it reported does not know what is kept here.
    /// </summary>
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        foreach (var source in _book.Reports.Keys)
        {
            if (await AskAsync(source) is { } report)
                Apply(Rules.Report(_book, report, timeProvider.GetUtcNow()));
        }

        if (_book.Reports.Values.Any(report => report.Sensors is { Missing: > 0 }))
            await AskSiteAsync();
        await TryStoreAsync();
    }

    /// <summary>The newest report of a source; null when it does not answer.</summary>
    private async Task<AlarmReport?> AskAsync(string source)
    {
        try
        {
            if (_locationId is null)
                return QuarantineConditions.Of(await GrainFactory.GetQuarantine().CountAsync());
            return source.StartsWith(AlarmTransitions.LevelSource, StringComparison.Ordinal)
                ? await Level(source[AlarmTransitions.LevelSource.Length..]).GetAlarmReportAsync()
                : await Site.GetAlarmReportAsync();
        }
        catch (Exception error) when (error is UnknownLevelException or UnknownLocationException)
        {
            return new AlarmReport(source, []);
        }
        catch (Exception error)
        {
            Log.NotAsked(logger, source, this.GetPrimaryKeyString(), error.Message);
            return null;
        }
    }

    /// <summary>Finds out what an unreachable site is recognised by, when sensors are missing.</summary>
    private async Task AskSiteAsync()
    {
        try
        {
            var (levels, hasSilo) = await Site.GetPartsAsync();
            var sources = hasSilo ? [] : levels.Select(level => AlarmTransitions.LevelSource + level).ToList();
            var reports = await Task.WhenAll(sources.Select(AskAsync));
            var known = sources.Zip(reports).ToImmutableDictionary(source => source.First, source => source.Second?.Sensors?.Known ?? 0, StringComparer.Ordinal);
            Apply(Rules.SetSite(_book, new SiteFacts(hasSilo, known), timeProvider.GetUtcNow()));
        }
        catch (UnknownLocationException)
        {
            // It is being removed; its sources report that.
        }
    }

    /// <summary>By the limits that count here now.</summary>
    private AlarmTransitions Rules => new(limits.OfOrSettings(_locationId));

    private ILevelAdministration Level(string levelId) => GrainFactory.GetGrain<ILevelAdministration>(new LevelKey(_locationId!, levelId).ToString());

    private ILocationParts Site => GrainFactory.GetGrain<ILocationParts>(_locationId!);

    private async Task TryStoreAsync()
    {
        try
        {
            await StoreAsync();
        }
        catch (StoreUnavailableException)
        {
            // Planned again, and logged, where it failed.
        }
    }

    /// <summary>A quiet place is soon deactivated. The system's own stays: it could not be started while the store is in trouble.</summary>
    private void NoteExistence()
    {
        if (_locationId is not null)
            _existence.Note(!_book.IsQuiet);
    }

    private void Apply(AlarmBook book)
    {
        var now = timeProvider.GetUtcNow();
        _book = book;
        _board.Offer(new Shown(AlarmTransitions.Open(book, _locationId), book.IsQuiet));
        NoteExistence();
        if (_telling.IsCompleted && !book.Events.IsEmpty)
            _telling = TellAsync();
        if (Rules.NextDue(book) is { } due)
            _reassessment.Plan(due, now);
        if (_book.Reports.IsEmpty)
        {
            _refresh?.Dispose();
            _refresh = null;
        }
        else
        {
            _refresh ??= this.RegisterGrainTimer(RefreshAsync, new GrainTimerCreationOptions(FirstRefresh, RefreshInterval) { Interleave = true, KeepAlive = true });
        }
    }

    /// <summary>Completes when the book, as it is now, is stored.</summary>
    /// <exception cref="StoreUnavailableException">It is not stored; it is tried again later.</exception>
    private async Task StoreAsync()
    {
        var wanted = _book;
        while (NeedsWrite(_inStore, wanted))
        {
            var running = _writing ??= WriteAsync();
            try
            {
                await running;
            }
            finally
            {
                if (ReferenceEquals(_writing, running))
                    _writing = null;
            }

            if (!ReferenceEquals(wanted, _book) && !NeedsWrite(_inStore, _book))
                return;
        }
    }

    /// <summary>Reports that expire are not stored.</summary>
    private static bool NeedsWrite(AlarmBook inStore, AlarmBook book) =>
        !ReferenceEquals(inStore.Reports, book.Reports) || !ReferenceEquals(inStore.Tracked, book.Tracked) || !ReferenceEquals(inStore.Cleared, book.Cleared)
        || !ReferenceEquals(inStore.Events, book.Events);

    private async Task WriteAsync()
    {
        var book = _book;
        try
        {
            if (book.Cleared.Count > MaxClearedInBook)
            {
                var (cleared, before) = (book.Cleared, history.State);
                history.State = before.With(cleared, timeProvider.GetUtcNow());
                await history.WriteStateAsync();
                _book = AlarmTransitions.WithoutCleared(_book, [.. cleared.Select(alarm => alarm.Id)]);
                book = _book;
            }

            stored.State = book;
            await stored.WriteStateAsync();
            _inStore = book;
        }
        catch (Exception error)
        {
            Log.NotStored(logger, this.GetPrimaryKeyString(), error.Message);
            if (error is InconsistentStateException)
                DeactivateOnIdle();
            else
                _reassessment.Plan(timeProvider.GetUtcNow() + RetryPause, timeProvider.GetUtcNow());
            throw new StoreUnavailableException("The store did not confirm the change of the alarms; try again.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The alarms of '{Place}' are not stored: {Reason}")]
        public static partial void NotStored(ILogger logger, string place, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody is notified of the alarms of '{Place}' yet: {Reason}")]
        public static partial void NotTold(ILogger logger, string place, string reason);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Source '{Source}' of the alarms of '{Place}' does not answer: {Reason}")]
        public static partial void NotAsked(ILogger logger, string source, string place, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The alarms of '{Place}' are not shown yet: {Reason}")]
        public static partial void NotShown(ILogger logger, string place, string reason);
    }

    /// <summary>What the board shows of this place.</summary>
    private sealed record Shown(IReadOnlyList<Alarm> Alarms, bool IsQuiet)
    {
        public bool Equals(Shown? other) => other is not null && IsQuiet == other.IsQuiet && Alarms.SequenceEqual(other.Alarms);

        public override int GetHashCode() => Alarms.Count;
    }
}
