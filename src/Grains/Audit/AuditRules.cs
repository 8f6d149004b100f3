using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Audit;

/// <summary>The rules of a trail. Pure functions.</summary>
internal static class AuditRules
{
    /// <summary>When a period has this many entries outside chunks, the older ones become a chunk: a write stores all entries that are in no chunk.</summary>
    public const int MaxOpenEntries = 200;

    /// <summary>The entries of a chunk.</summary>
    public const int ChunkEntries = 100;

    /// <summary>Adds an entry. One that is there stays as it is, so that a repeated call adds nothing.</summary>
    public static ImmutableList<AuditEntry> Add(ImmutableList<AuditEntry> entries, AuditEntry entry) =>
        entries.Exists(known => known.Id == entry.Id) ? entries : entries.Add(entry);

    /// <summary>
    /// Ends an entry. One that was done stays so. One that was refused or failed can still be done: another attempt of the same request may succeed.
    /// </summary>
    public static ImmutableList<AuditEntry> End(ImmutableList<AuditEntry> entries, AuditEnd end)
    {
        var index = entries.FindIndex(known => known.Id == end.Id);
        if (index < 0 || entries[index].Outcome == AuditOutcome.Done)
            return entries;
        return entries.SetItem(index, entries[index] with { Outcome = end.Outcome, EndedAt = end.EndedAt, Reason = end.Reason, After = end.After });
    }

    /// <summary>Whether an entry matches a query, without its position and limit.</summary>
    public static bool Matches(AuditEntry entry, AuditQuery query) =>
        entry.At >= query.From && entry.At < query.To
        && (query.LocationId is null || entry.LocationId == query.LocationId)
        && (query.Subject is null || entry.Author.Subject == query.Subject)
        && (query.Target is null || entry.Target == query.Target)
        && (query.Action is null || entry.Action == query.Action || entry.Action.StartsWith($"{query.Action}.", StringComparison.Ordinal))
        && (query.After is null || IsBefore(entry, query.After));

    /// <summary>The order of a trail, newest first.</summary>
    public static IEnumerable<AuditEntry> NewestFirst(IEnumerable<AuditEntry> entries) =>
        entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id, StringComparer.Ordinal);

    private static bool IsBefore(AuditEntry entry, AuditPosition position) =>
        entry.At < position.At || (entry.At == position.At && string.CompareOrdinal(entry.Id, position.Id) < 0);
}
