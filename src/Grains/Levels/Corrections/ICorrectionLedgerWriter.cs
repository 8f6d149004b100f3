using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels.Corrections;

/// <summary>What the grain of a level changes of its ledger. Implemented by the ledger's grain; its key is a <see cref="LevelKey"/>.</summary>
[Alias("live-parking.ICorrectionLedgerWriter")]
internal interface ICorrectionLedgerWriter : IGrainWithStringKey
{
    /// <summary>Stores a correction; a correction that is already stored changes nothing.</summary>
    [Alias("AppendAsync")]
    Task AppendAsync(Correction correction);

    /// <summary>Deletes all corrections permanently.</summary>
    /// <returns>Whether there were any.</returns>
    [Alias("RemoveAsync")]
    Task<bool> RemoveAsync();
}
