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
    /// Stores a message; completes after it is stored. The same topic and payload are one entry, however often they come. A full quarantine drops its
    /// oldest entries; the newest one is kept even when it alone is above the limit of bytes.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It is not known whether it is stored; add it again.</exception>
    [Alias("AddAsync")]
    Task<QuarantineAddition> AddAsync(QuarantinedMessage message, QuarantineLimits limits);

    /// <summary>All entries, oldest first, without their payloads.</summary>
    [Alias("GetAsync")]
    Task<QuarantineList> GetAsync();

    /// <summary>How many entries there are.</summary>
    [Alias("CountAsync")]
    Task<int> CountAsync();

    /// <summary>One entry with its payload; null when there is none with this id.</summary>
    [Alias("FindAsync")]
    Task<QuarantineContent?> FindAsync(string id);

    /// <summary>Notes that a replay has failed, and why.</summary>
    /// <returns>The entry; null when there is none with this id.</returns>
    /// <exception cref="StoreUnavailableException">It is not known whether that is stored.</exception>
    [Alias("NoteFailedReplayAsync")]
    Task<QuarantineEntry?> NoteFailedReplayAsync(string id, string reason);

    /// <summary>Deletes an entry with its payload.</summary>
    /// <returns>Whether there was one with this id.</returns>
    /// <exception cref="StoreUnavailableException">It is not known whether it is deleted; do it again.</exception>
    [Alias("RemoveAsync")]
    Task<bool> RemoveAsync(string id);
}
