using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels.Corrections;

/// <summary>The corrections of one level in one month. Its key is <c>location/level/2026-11</c>; only the ledger calls it.</summary>
[Alias("live-parking.ICorrectionMonthGrain")]
internal interface ICorrectionMonthGrain : IGrainWithStringKey
{
    /// <summary>Stores a correction once: the same id and time are the same correction.</summary>
    [Alias("AppendAsync")]
    Task AppendAsync(Correction correction);

    /// <summary>All of them, oldest first.</summary>
    [Alias("GetAsync")]
    Task<IReadOnlyList<Correction>> GetAsync();

    /// <summary>Deletes them permanently.</summary>
    [Alias("ForgetAsync")]
    Task ForgetAsync();
}
