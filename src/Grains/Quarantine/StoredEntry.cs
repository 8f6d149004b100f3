using LiveParking.Grains.Interfaces.Quarantine;

namespace LiveParking.Grains.Quarantine;

/// <summary>An entry and the slot of its payload.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Slot">The number of the slot that holds its payload.</param>
internal sealed record StoredEntry(QuarantineEntry Entry, int Slot);
