using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Audit;

/// <summary>One period of a trail. Its key is the trail's key, a slash and the name of the period.</summary>
[Alias("live-parking.IAuditPeriodGrain")]
internal interface IAuditPeriodGrain : IGrainWithStringKey
{
    /// <summary>Adds entries, and answers after they are stored.</summary>
    [Alias("AddAsync")]
    Task AddAsync(IReadOnlyList<AuditEntry> entries);

    /// <summary>Ends entries, and answers after that is stored.</summary>
    [Alias("EndAsync")]
    Task EndAsync(IReadOnlyList<AuditEnd> ends);

    /// <summary>The newest entries that match, at most as many as the query's limit and one more.</summary>
    [Alias("FindAsync")]
    Task<IReadOnlyList<AuditEntry>> FindAsync(AuditQuery query);

    /// <summary>Removes the period, which is older than the trail is kept.</summary>
    [Alias("ForgetAsync")]
    Task ForgetAsync();
}

/// <summary>A chunk of a period. Its key is the key of the period, a slash and a number.</summary>
[Alias("live-parking.IAuditChunkGrain")]
internal interface IAuditChunkGrain : IGrainWithStringKey
{
    /// <summary>Stores the entries. The same again changes nothing.</summary>
    [Alias("SetAsync")]
    Task SetAsync(IReadOnlyList<AuditEntry> entries);

    /// <summary>Ends the entries that are in this chunk.</summary>
    /// <returns>The ids of those.</returns>
    [Alias("EndAsync")]
    Task<IReadOnlyList<string>> EndAsync(IReadOnlyList<AuditEnd> ends);

    /// <summary>All entries, oldest first.</summary>
    [Alias("GetAsync")]
    Task<IReadOnlyList<AuditEntry>> GetAsync();

    /// <summary>Removes the chunk.</summary>
    [Alias("ForgetAsync")]
    Task ForgetAsync();
}
