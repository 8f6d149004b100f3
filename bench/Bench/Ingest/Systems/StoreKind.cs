namespace LiveParking.Bench.Ingest.Systems;

/// <summary>Where state is kept.</summary>
internal enum StoreKind
{
    /// <summary>Redis that flushes before it answers.</summary>
    Always = 0,

    /// <summary>Redis that flushes once a second.</summary>
    EverySec = 1,

    /// <summary>The store inside the standalone program.</summary>
    Embedded = 2,

    /// <summary>As <see cref="Always"/>, with mutual TLS between silo and gateway.</summary>
    AlwaysTls = 3,
}
