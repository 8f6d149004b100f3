using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Interfaces.Quarantine;

/// <summary>
/// Messages that could not be processed while everything else worked. They are kept in the store until an operator replays or deletes them. One grain, with
/// the key <see cref="Key"/>.
/// </summary>
[Alias("live-parking.IQuarantineGrain")]
public interface IQuarantineGrain : IGrainWithStringKey
{
    /// <summary>The key of the only quarantine.</summary>
    const string Key = "quarantine";

    /// <summary>
    /// Stores a message; completes after it is stored. Repeated messages with the same topic and payload are one entry. A full quarantine drops its
    /// oldest entries. The newest one is kept even when it alone exceeds the byte limit.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Whether it is stored is unknown; the caller must retry.</exception>
    [Alias("AddAsync")]
    Task<QuarantineAddition> AddAsync(QuarantinedMessage message, QuarantineLimits limits);

    /// <summary>All entries, oldest first, without their payloads.</summary>
    [Idempotent, Alias("GetAsync")]
    Task<QuarantineList> GetAsync();

    /// <summary>The number of entries.</summary>
    [Idempotent, Alias("CountAsync")]
    Task<int> CountAsync();

    /// <summary>One entry with its payload; null when no entry has this id.</summary>
    [Idempotent, Alias("FindAsync")]
    Task<QuarantineContent?> FindAsync(string id);

    /// <summary>Records a failed replay and its reason.</summary>
    /// <returns>The entry; null when no entry has this id.</returns>
    /// <exception cref="StoreUnavailableException">Whether the change is stored is unknown.</exception>
    [Alias("NoteFailedReplayAsync")]
    Task<QuarantineEntry?> NoteFailedReplayAsync(string id, string reason);

    /// <summary>Deletes an entry with its payload.</summary>
    /// <returns>Whether an entry had this id.</returns>
    /// <exception cref="StoreUnavailableException">Whether it is deleted is unknown; the caller must retry.</exception>
    [Audited("quarantine.remove"), Alias("RemoveAsync")]
    Task<bool> RemoveAsync(string id);
}
