using System.Collections.Immutable;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Notifications;

namespace LiveParking.Grains.Alarms;

/// <summary>
/// Everything that can happen to the alarms of a place: pure functions from its book and an event to the next book. Faults of one kind at one place are
/// one alarm. A fault becomes an alarm when it lasts, and the alarm is cleared when the fault stays gone. What follows from an unreachable site is
/// counted with that alarm and not shown beside it.
/// </summary>
/// <param name="options">When something is an alarm.</param>
internal sealed class AlarmTransitions(AlarmOptions options)
{
    /// <summary>How the source of a level begins.</summary>
    public const string LevelSource = "level/";

    /// <summary>How long cleared alarms are kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    /// <summary>A part of the place reports.</summary>
    public AlarmBook Report(AlarmBook book, AlarmReport report, DateTimeOffset now)
    {
        if (report.ValidFor is { } validFor)
            return Reassess(book with { Expiring = book.Expiring.SetItem(report.Source, new ExpiringReport(report, now + validFor)) }, now);
        var isKnown = book.Reports.TryGetValue(report.Source, out var known);
        // A level that has just been started can't say yet which of its sensors are missing: those that were still are.
        if (known?.Sensors is { Missing: > 0 } before && report.Sensors is { Unsure: > 0 } sensors)
            report = report with { Sensors = sensors with { Missing = Math.Max(sensors.Missing, Math.Min(before.Missing, sensors.Missing + sensors.Unsure)) } };
        if (report.IsEmpty ? !isKnown : report.Equals(known))
            return Reassess(book, now);
        return Reassess(book with { Reports = report.IsEmpty ? book.Reports.Remove(report.Source) : book.Reports.SetItem(report.Source, report) }, now);
    }

    /// <summary>A source is gone, and what it reported too.</summary>
    public AlarmBook Forget(AlarmBook book, string source, DateTimeOffset now) => Reassess(book with { Reports = book.Reports.Remove(source) }, now);

    /// <summary>What the site looks like is known, or known anew.</summary>
    public AlarmBook SetSite(AlarmBook book, SiteFacts site, DateTimeOffset now) => Reassess(book.Site == site ? book : book with { Site = site }, now);

    /// <summary>Time has passed, or a report has come.</summary>
    public AlarmBook Reassess(AlarmBook book, DateTimeOffset now)
    {
        var expired = book.Expiring.Where(source => source.Value.Until <= now).Select(source => source.Key).ToList();
        var next = expired.Count == 0 ? book : book with { Expiring = book.Expiring.RemoveRange(expired) };
        var faults = FaultsOf(next);
        var isUnreachable = faults.ContainsKey(AlarmKind.SiteUnreachable) || next.Tracked.Exists(tracked => tracked is { Kind: AlarmKind.SiteUnreachable, RaisedAt: not null });
        foreach (var tracked in next.Tracked)
        {
            if (!faults.ContainsKey(tracked.Kind))
                next = WithGone(next, tracked, now);
        }

        foreach (var fault in faults.Values)
        {
            // While the site is unreachable, what follows from it does not begin; what was there before goes on, hidden.
            if (!isUnreachable || !AlarmRules.IsUnderSite(fault.Kind) || next.Tracked.Exists(tracked => tracked.Kind == fault.Kind))
                next = WithFault(next, fault, isUnreachable && AlarmRules.IsUnderSite(fault.Kind), now);
        }

        var isSiteAlarm = next.Tracked.Exists(tracked => tracked is { Kind: AlarmKind.SiteUnreachable, RaisedAt: not null });
        if (next.Tracked.Exists(tracked => Settle(tracked, isSiteAlarm, now) != tracked))
            next = next with { Tracked = next.Tracked.ConvertAll(tracked => Settle(tracked, isSiteAlarm, now)) };
        return ReferenceEquals(next, book) ? book : next with { Schema = AlarmBook.CurrentSchema };
    }

    /// <summary>When the book must be looked at again although nothing is reported; null for never.</summary>
    public DateTimeOffset? NextDue(AlarmBook book)
    {
        DateTimeOffset? due = null;
        foreach (var tracked in book.Tracked)
        {
            if (tracked.GoneSince is not null)
                Consider(ClearedAt(tracked));
            else if (tracked.RaisedAt is null)
                Consider(tracked.Since + AlarmRules.RaiseAfter(tracked.Kind, options));
            if (tracked is { State: AlarmState.Shelved, Until: { } until })
                Consider(until);
        }

        foreach (var expiring in book.Expiring.Values)
            Consider(expiring.Until);
        return due;

        void Consider(DateTimeOffset moment)
        {
            if (due is null || moment < due)
                due = moment;
        }
    }

    /// <summary>The alarms that are not cleared.</summary>
    public static IReadOnlyList<Alarm> Open(AlarmBook book, string? locationId) =>
    [
        .. book.Tracked
            .Where(tracked => tracked is { RaisedAt: not null, IsUnderSite: false })
            .OrderBy(tracked => tracked.Since)
            .Select(tracked => AlarmOf(tracked, locationId)),
    ];

    /// <summary>Somebody cares for an alarm.</summary>
    /// <exception cref="UnknownAlarmException">There is no such alarm.</exception>
    public static AlarmBook Acknowledge(AlarmBook book, AlarmId id, string by, string? note, DateTimeOffset now) => Change(book, id, tracked =>
        tracked.State == AlarmState.Acknowledged && tracked.By == by && (note is null || note == tracked.Note)
            ? tracked
            : Changed(tracked with { State = AlarmState.Acknowledged, By = by, Until = null, Note = note ?? tracked.Note, KnownCount = tracked.Count }, now));

    /// <summary>An alarm is put out of the way until a time.</summary>
    /// <exception cref="UnknownAlarmException">There is no such alarm.</exception>
    public static AlarmBook Shelve(AlarmBook book, AlarmId id, string by, DateTimeOffset until, string reason, DateTimeOffset now) => Change(book, id, tracked =>
        tracked.State == AlarmState.Shelved && tracked.By == by && tracked.Until == until && tracked.Note == reason
            ? tracked
            : Changed(tracked with { State = AlarmState.Shelved, By = by, Until = until, Note = reason, KnownCount = tracked.Count }, now));

    /// <summary>A shelved alarm is taken back.</summary>
    /// <exception cref="UnknownAlarmException">There is no such alarm.</exception>
    public static AlarmBook Unshelve(AlarmBook book, AlarmId id, DateTimeOffset now) =>
        Change(book, id, tracked => tracked.State == AlarmState.Shelved ? Changed(Unshelved(tracked), now) : tracked);

    /// <summary>A cleared alarm of a book, which does not name its place.</summary>
    public static Alarm AtPlace(Alarm cleared, string? locationId) =>
        cleared with { Id = new AlarmId(locationId, AlarmId.Require(cleared.Id).Number).ToString(), LocationId = locationId };

    /// <summary>An event of a book, which does not name its place. Its id is the same for each attempt to send it.</summary>
    public static AlarmEvent AtPlace(AlarmEvent alarmEvent, string? locationId)
    {
        var alarm = AtPlace(alarmEvent.Alarm!, locationId);
        return alarmEvent with { Id = $"{alarm.Id}.{alarm.Version}", Alarm = alarm };
    }

    /// <summary>The event was sent.</summary>
    public static AlarmBook WithoutEvent(AlarmBook book, AlarmEvent told) => book with { Events = book.Events.Remove(told) };

    /// <summary>The alarms that were moved to the history are no longer in the book.</summary>
    public static AlarmBook WithoutCleared(AlarmBook book, IReadOnlyCollection<string> ids) => book with { Cleared = book.Cleared.RemoveAll(alarm => ids.Contains(alarm.Id)) };

    private static AlarmBook Change(AlarmBook book, AlarmId id, Func<TrackedAlarm, TrackedAlarm> change)
    {
        var index = book.Tracked.FindIndex(tracked => tracked.Number == id.Number && tracked.RaisedAt is not null);
        if (index < 0)
            throw new UnknownAlarmException(id.ToString());
        var next = change(book.Tracked[index]);
        return next == book.Tracked[index] ? book : book with { Tracked = book.Tracked.SetItem(index, next), Schema = AlarmBook.CurrentSchema };
    }

    /// <summary>A fault is there.</summary>
    private AlarmBook WithFault(AlarmBook book, Fault fault, bool isUnderSite, DateTimeOffset now)
    {
        var index = book.Tracked.FindIndex(tracked => tracked.Kind == fault.Kind);
        var before = index >= 0 ? book.Tracked[index] : Begun(book, fault, now);
        var next = before with { Count = fault.Count, Names = fault.Names, LevelId = fault.LevelId, Detail = fault.Detail };
        if (before.Names.SequenceEqual(fault.Names))
            next = next with { Names = before.Names };
        if (before.GoneSince is not null)
            next = next with { GoneSince = null, Returns = before.Returns + 1 };
        if (next is { State: AlarmState.Acknowledged } && next.Count > next.KnownCount)
            next = next with { State = AlarmState.Active, By = null };
        if (next.RaisedAt is null && !isUnderSite && now >= next.Since + AlarmRules.RaiseAfter(next.Kind, options))
            next = next with { RaisedAt = now };
        if (next == before && index >= 0)
            return book;
        next = Changed(next, now);
        // An event is sent when a fault becomes an alarm, when it comes back after its alarm was cleared, and when more of the same fails.
        if (next is { RaisedAt: not null, State: AlarmState.Active } && (before.RaisedAt is null || index < 0 || (before.State == AlarmState.Acknowledged && next.State == AlarmState.Active)))
            book = book.With(EventOf(AlarmEventKind.Raised, next, now));
        return index >= 0
            ? book with { Tracked = book.Tracked.SetItem(index, next) }
            : book with
            {
                Tracked = book.Tracked.Add(next),
                LastNumber = Math.Max(book.LastNumber, next.Number),
                Cleared = book.Cleared.RemoveAll(alarm => AlarmId.Require(alarm.Id).Number == next.Number),
            };
    }

    /// <summary>A fault begins. One that was cleared a moment ago is the same alarm again.</summary>
    private static TrackedAlarm Begun(AlarmBook book, Fault fault, DateTimeOffset now)
    {
        var last = book.Cleared.FindLast(alarm => alarm.Kind == fault.Kind && now - alarm.LastAt < AlarmRules.MaxHold);
        return last is null
            ? new TrackedAlarm(fault.Kind, Versions.Next(book.LastNumber, now), now, fault.Count, fault.Names, fault.LevelId, fault.Detail)
            : new TrackedAlarm(fault.Kind, AlarmId.Require(last.Id).Number, last.Since, fault.Count, fault.Names, fault.LevelId, fault.Detail)
            {
                RaisedAt = now, Returns = 1, Note = last.Note, Version = last.Version, By = last.By, KnownCount = last.Count,
                State = last.By is null ? AlarmState.Active : AlarmState.Acknowledged,
            };
    }

    /// <summary>A fault is not there.</summary>
    private static AlarmBook WithGone(AlarmBook book, TrackedAlarm tracked, DateTimeOffset now)
    {
        if (tracked.RaisedAt is null)
            return book with { Tracked = book.Tracked.Remove(tracked) };
        if (tracked.GoneSince is null)
        {
            var gone = tracked with { GoneSince = now };
            book = book with { Tracked = book.Tracked.Replace(tracked, gone) };
            tracked = gone;
        }

        // A shelved one stays until its time: what comes and goes is what is shelved.
        if (now < ClearedAt(tracked))
            return book;
        var cleared = Changed(tracked with { State = AlarmState.Cleared, Until = null }, now);
        return book.With(EventOf(AlarmEventKind.Cleared, cleared, now)) with
        {
            Tracked = book.Tracked.Remove(tracked), Cleared = book.Cleared.Add(AlarmOf(cleared, locationId: null)),
        };
    }

    /// <summary>A shelved alarm comes back at its time; one that follows from an unreachable site is hidden as long as that is an alarm.</summary>
    private static TrackedAlarm Settle(TrackedAlarm tracked, bool isSiteAlarm, DateTimeOffset now)
    {
        if (tracked is { State: AlarmState.Shelved, Until: { } until } && until <= now)
            tracked = Changed(Unshelved(tracked), now);
        var isUnderSite = isSiteAlarm && AlarmRules.IsUnderSite(tracked.Kind);
        return isUnderSite == tracked.IsUnderSite ? tracked : Changed(tracked with { IsUnderSite = isUnderSite }, now);
    }

    private static AlarmEvent EventOf(AlarmEventKind kind, TrackedAlarm tracked, DateTimeOffset now) => new("", kind, now, AlarmOf(tracked, locationId: null));

    /// <summary>When the alarm of a fault that is gone is cleared.</summary>
    private static DateTimeOffset ClearedAt(TrackedAlarm gone)
    {
        var cleared = gone.GoneSince!.Value + AlarmRules.ClearAfter(gone.Kind, gone.Returns);
        return gone is { State: AlarmState.Shelved, Until: { } until } && until > cleared ? until : cleared;
    }

    private static TrackedAlarm Unshelved(TrackedAlarm tracked) => tracked with { State = AlarmState.Active, By = null, Until = null };

    private static TrackedAlarm Changed(TrackedAlarm tracked, DateTimeOffset now) => tracked with { LastAt = now, Version = Versions.Next(tracked.Version, now) };

    private static Alarm AlarmOf(TrackedAlarm tracked, string? locationId)
    {
        var only = tracked is { Count: 1, Names: [var name, ..] } ? name : null;
        return new Alarm(
            new AlarmId(locationId, tracked.Number).ToString(),
            locationId,
            AlarmRules.IsOfLevel(tracked.Kind) ? only : tracked.LevelId,
            AlarmRules.IsOfCamera(tracked.Kind) ? only : null,
            AlarmRules.IsOfSensor(tracked.Kind) ? only : null,
            Groups: null,
            tracked.Kind,
            AlarmRules.RankOf(tracked.Kind),
            AlarmRules.CauseOf(tracked.Kind, tracked.Count, tracked.Names, tracked.LevelId, tracked.Detail),
            tracked.Count,
            tracked.Since,
            tracked.LastAt,
            tracked.State,
            tracked.By,
            tracked.Until,
            tracked.Note,
            tracked.Version);
    }

    /// <summary>The faults of a place by kind, from all that its parts report.</summary>
    private static Dictionary<AlarmKind, Fault> FaultsOf(AlarmBook book)
    {
        var reports = book.Reports.Values.Concat(book.Expiring.Values.Select(expiring => expiring.Report)).ToList();
        var faults = reports
            .SelectMany(report => report.Conditions.Select(condition => (report.Source, Condition: condition)))
            .GroupBy(reported => reported.Condition.Kind)
            .ToDictionary(kind => kind.Key, kind => FaultOf(kind.Key, [.. kind]));
        if (!faults.ContainsKey(AlarmKind.SiteUnreachable) && SilentSiteOf(reports, book.Site) is { } silent)
            faults.Add(AlarmKind.SiteUnreachable, silent);
        if (faults.TryGetValue(AlarmKind.SiteUnreachable, out var site))
        {
            var under = faults.Values.Where(fault => AlarmRules.IsUnderSite(fault.Kind)).Sum(fault => fault.Count);
            faults[AlarmKind.SiteUnreachable] = site with { Count = Math.Max(site.Count, under) };
        }

        return faults;
    }

    private static Fault FaultOf(AlarmKind kind, IReadOnlyList<(string Source, AlarmCondition Condition)> reported) => new(
        kind,
        reported.Sum(one => one.Condition.Count),
        [.. reported.SelectMany(one => one.Condition.Names).Take(AlarmCondition.MaxNames)],
        reported is [{ Source: var source }] && source.StartsWith(LevelSource, StringComparison.Ordinal) ? source[LevelSource.Length..] : null,
        reported is [{ Condition.Detail: var detail }] ? detail : null);

    /// <summary>A site without a silo is unreachable when most of its sensors are missing.</summary>
    private static Fault? SilentSiteOf(IReadOnlyList<AlarmReport> reports, SiteFacts? site)
    {
        if (site is not { HasSilo: false })
            return null;
        var reporting = reports.Where(report => report.Sensors is not null).ToDictionary(report => report.Source, report => report.Sensors!, StringComparer.Ordinal);
        var known = reporting.Values.Sum(sensors => sensors.Known) + site.KnownSensors.Where(level => !reporting.ContainsKey(level.Key)).Sum(level => level.Value);
        var missing = reporting.Values.Sum(sensors => sensors.Missing);
        return missing * 2 > known
            ? new Fault(AlarmKind.SiteUnreachable, missing, [], null, $"{missing:N0} of {known:N0} sensors missed three of their usual intervals.")
            : null;
    }

    /// <summary>All faults of one kind.</summary>
    private sealed record Fault(AlarmKind Kind, int Count, ImmutableList<string> Names, string? LevelId, string? Detail);
}
