namespace LiveParking.Grains.Interfaces.Access;

/// <summary>One entry of the audit trail.</summary>
/// <param name="Id">Unique; the same for all attempts of one request.</param>
/// <param name="At">When it began.</param>
/// <param name="Action">What was done: <c>location.configure</c>.</param>
/// <param name="Author">Who did it.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="LocationId">The location that it concerns; null for the system.</param>
/// <param name="Target">The level, camera, token or message that it concerns.</param>
/// <param name="Reason">Why it was refused or failed: a code of the API.</param>
/// <param name="Before">What was there before, as JSON.</param>
/// <param name="After">What was there afterwards, as JSON.</param>
/// <param name="EndedAt">When it ended; null until then.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AuditEntry")]
public sealed record AuditEntry(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Action,
    [property: Id(3)] AuditAuthor Author,
    [property: Id(4)] AuditOutcome Outcome,
    [property: Id(5)] string? LocationId = null,
    [property: Id(6)] string? Target = null,
    [property: Id(7)] string? Reason = null,
    [property: Id(8)] string? Before = null,
    [property: Id(9)] string? After = null,
    [property: Id(10)] DateTimeOffset? EndedAt = null);

/// <summary>How a change ended.</summary>
[GenerateSerializer, Alias("live-parking.AuditOutcome")]
public enum AuditOutcome
{
    /// <summary>It has begun. It stays so when the process died before the end: whether it was done is not known.</summary>
    Begun = 0,

    /// <summary>It was done.</summary>
    Done = 1,

    /// <summary>It was refused; nothing was changed.</summary>
    Refused = 2,

    /// <summary>It failed; whether it was done is not known.</summary>
    Failed = 3,
}

/// <summary>The end of an entry.</summary>
/// <param name="Id">The id of the entry.</param>
/// <param name="At">When the entry began: it says where the entry is.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why it was refused or failed.</param>
/// <param name="After">What was there afterwards, as JSON.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AuditEnd")]
public sealed record AuditEnd(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] DateTimeOffset EndedAt,
    [property: Id(3)] AuditOutcome Outcome,
    [property: Id(4)] string? Reason = null,
    [property: Id(5)] string? After = null);

/// <summary>A question to an audit trail. Entries come newest first.</summary>
/// <param name="From">The earliest time.</param>
/// <param name="To">The time before which.</param>
/// <param name="Limit">Maximum entries, 1 to 1,000.</param>
/// <param name="LocationId">Only entries of this location.</param>
/// <param name="Subject">Only entries of this subject.</param>
/// <param name="Action">Only entries of this action, or of the actions that begin with it and a dot.</param>
/// <param name="Target">Only entries with this target.</param>
/// <param name="After">The last entry of the page before; null for the first page.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AuditQuery")]
public sealed record AuditQuery(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset To,
    [property: Id(2)] int Limit,
    [property: Id(3)] string? LocationId = null,
    [property: Id(4)] string? Subject = null,
    [property: Id(5)] string? Action = null,
    [property: Id(6)] string? Target = null,
    [property: Id(7)] AuditPosition? After = null)
{
    /// <summary>Maximum entries in one answer.</summary>
    public const int MaxLimit = 1_000;
}

/// <summary>The place of an entry in a trail: entries are ordered by time, then by id.</summary>
/// <param name="At">When the entry began.</param>
/// <param name="Id">The id of the entry.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AuditPosition")]
public sealed record AuditPosition([property: Id(0)] DateTimeOffset At, [property: Id(1)] string Id);

/// <summary>A page of an audit trail.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Next">Where the next page begins; null on the last page.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AuditPage")]
public sealed record AuditPage([property: Id(0)] IReadOnlyList<AuditEntry> Entries, [property: Id(1)] AuditPosition? Next);
