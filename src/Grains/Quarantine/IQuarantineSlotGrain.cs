using LiveParking.Grains.Interfaces.Quarantine;

namespace LiveParking.Grains.Quarantine;

/// <summary>
/// Stores the payload of one message in quarantine. Its key is the number of a slot. Slots are reused, so the store keeps no more keys than the
/// quarantine ever had entries. Only the quarantine calls it.
/// </summary>
[Alias("live-parking.IQuarantineSlotGrain")]
internal interface IQuarantineSlotGrain : IGrainWithStringKey
{
    /// <summary>Stores a payload and replaces the previous one.</summary>
    [Alias("SetAsync")]
    Task SetAsync(string id, byte[] payload);

    /// <summary>The payload of this entry; null when the slot is empty or holds another entry.</summary>
    [Alias("GetAsync")]
    Task<byte[]?> GetAsync(string id);

    /// <summary>Empties the slot.</summary>
    [Alias("ClearAsync")]
    Task ClearAsync();
}
