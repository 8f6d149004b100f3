using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Notifications;

namespace LiveParking.Grains.Alarms;

/// <summary>The stored alarms of a place, and what its parts reported.</summary>
internal sealed record AlarmBook
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Maximum events that are not sent yet.</summary>
    public const int MaxEvents = 200;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>The newest report of each source that does not expire.</summary>
    public ImmutableSortedDictionary<string, AlarmReport> Reports { get; init; } = ImmutableSortedDictionary.Create<string, AlarmReport>(StringComparer.Ordinal);

    /// <summary>The faults that are watched: raised as alarms, or not yet.</summary>
    public ImmutableList<TrackedAlarm> Tracked { get; init; } = [];

    /// <summary>Alarms that were cleared and are not in the history yet; oldest first.</summary>
    public ImmutableList<Alarm> Cleared { get; init; } = [];

    /// <summary>Events that are not sent yet, oldest first; at most <see cref="MaxEvents"/>. Ids and places are filled in when they are sent.</summary>
    public ImmutableList<AlarmEvent> Events { get; init; } = [];

    /// <summary>The number of the newest alarm.</summary>
    public long LastNumber { get; init; }

    /// <summary>The newest report of each source that expires, and when. Not stored.</summary>
    internal ImmutableSortedDictionary<string, ExpiringReport> Expiring { get; init; } =
        ImmutableSortedDictionary.Create<string, ExpiringReport>(StringComparer.Ordinal);

    /// <summary>What the site looks like; null until somebody asked. Not stored.</summary>
    internal SiteFacts? Site { get; init; }

    /// <summary>Adds an event. When there are too many, the oldest one is dropped.</summary>
    public AlarmBook With(AlarmEvent alarmEvent) => this with { Events = (Events.Count >= MaxEvents ? Events.RemoveAt(0) : Events).Add(alarmEvent) };

    /// <summary>Whether nothing is wrong, and nothing was a moment ago.</summary>
    internal bool IsQuiet => Tracked.IsEmpty && Expiring.IsEmpty && Reports.IsEmpty && Events.IsEmpty;
}

/// <summary>What an unreachable site is recognised by.</summary>
/// <param name="HasSilo">Whether the site has a silo of its own.</param>
/// <param name="KnownSensors">The number of known sensors of each level, by its source.</param>
internal sealed record SiteFacts(bool HasSilo, ImmutableDictionary<string, int> KnownSensors);

/// <summary>A report that counts until a time.</summary>
internal sealed record ExpiringReport(AlarmReport Report, DateTimeOffset Until);

/// <summary>A fault of one kind at a place.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Number">The number of its alarm.</param>
/// <param name="Since">When it began.</param>
/// <param name="Count">How many things have it.</param>
/// <param name="Names">The first of them.</param>
/// <param name="LevelId">The level, when one level is concerned.</param>
/// <param name="Detail">Why, when one source said it.</param>
internal sealed record TrackedAlarm(AlarmKind Kind, long Number, DateTimeOffset Since, int Count, ImmutableList<string> Names, string? LevelId, string? Detail)
{
    /// <summary>When it became an alarm; null while it is too young.</summary>
    public DateTimeOffset? RaisedAt { get; init; }

    /// <summary>Since when the fault is gone; null while it is there.</summary>
    public DateTimeOffset? GoneSince { get; init; }

    /// <summary>Whether it follows from an unreachable site and is not shown beside that.</summary>
    public bool IsUnderSite { get; init; }

    /// <summary>How often it came back shortly after it was gone.</summary>
    public int Returns { get; init; }

    public AlarmState State { get; init; }

    public string? By { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? Note { get; init; }

    /// <summary>The count that somebody cares for.</summary>
    public int KnownCount { get; init; }

    public DateTimeOffset LastAt { get; init; }

    public long Version { get; init; }
}
