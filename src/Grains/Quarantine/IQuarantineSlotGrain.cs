using LiveParking.Grains.Interfaces.Quarantine;

namespace LiveParking.Grains.Quarantine;

/// <summary>
/// Holds the payload of one message in quarantine. Its key is the number of a slot; slots are used again, so that the store keeps no more keys than the
/// quarantine ever had entries. Only the quarantine calls it.
/// </summary>
[Alias("live-parking.IQuarantineSlotGrain")]
internal interface IQuarantineSlotGrain : IGrainWithStringKey
{
    /// <summary>Stores a payload in place of what was there.</summary>
    [Alias("SetAsync")]
    Task SetAsync(string id, byte[] payload);

    /// <summary>The payload of this entry; null when the slot holds none or that of another entry.</summary>
    [Alias("GetAsync")]
    Task<byte[]?> GetAsync(string id);

    /// <summary>Empties the slot.</summary>
    [Alias("ClearAsync")]
    Task ClearAsync();
}
