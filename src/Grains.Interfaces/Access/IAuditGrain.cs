namespace LiveParking.Grains.Interfaces.Access;

/// <summary>
/// An audit trail: entries are added and ended, and never changed or removed before their time. Its key is <see cref="Changes"/> for the changes of the
/// whole system, or <see cref="WatchesOf"/> for who watched the cameras of a location.
/// </summary>
[Alias("live-parking.IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>The key of the trail of changes.</summary>
    const string Changes = "changes";

    /// <summary>The key of the trail of watches of a location's cameras.</summary>
    static string WatchesOf(string locationId) => $"watches/{locationId}";

    /// <summary>Adds entries. Answers after they are stored. An entry that is there already stays as it is.</summary>
    /// <exception cref="StoreUnavailableException">Whether they are stored is not known; the caller must retry.</exception>
    [Idempotent, Alias("AddAsync")]
    Task AddAsync(IReadOnlyList<AuditEntry> entries);

    /// <summary>Ends entries. Answers after that is stored. An entry that has ended already stays as it is.</summary>
    /// <exception cref="StoreUnavailableException">Whether it is stored is not known; the caller must retry.</exception>
    [Idempotent, Alias("EndAsync")]
    Task EndAsync(IReadOnlyList<AuditEnd> ends);

    /// <summary>The entries that match, newest first.</summary>
    [Idempotent, ResponseTimeout("00:00:30"), Alias("FindAsync")]
    Task<AuditPage> FindAsync(AuditQuery query);
}
