namespace LiveParking.Grains.Quarantine;

/// <summary>The stored payload of one message in quarantine.</summary>
internal sealed record QuarantineSlotState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>The id of the entry; null when the slot is empty.</summary>
    public string? Id { get; init; }

    /// <summary>Its payload; base64 in the store.</summary>
    public byte[]? Payload { get; init; }
}
