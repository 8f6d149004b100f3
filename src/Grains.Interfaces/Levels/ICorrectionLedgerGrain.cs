namespace LiveParking.Grains.Interfaces.Levels;

/// <summary>Every correction of one level, apart from the level's own state; outlives it. Its key is a <see cref="LevelKey"/>.</summary>
[Alias("live-parking.ICorrectionLedgerGrain")]
public interface ICorrectionLedgerGrain : IGrainWithStringKey
{
    /// <summary>Keeps a correction; one that is kept already changes nothing. Called by the level's grain.</summary>
    [Alias("AppendAsync")]
    Task AppendAsync(Correction correction);

    /// <summary>The corrections from <paramref name="from"/> until before <paramref name="to"/>, oldest first.</summary>
    [Alias("GetAsync")]
    Task<IReadOnlyList<Correction>> GetAsync(DateTimeOffset from, DateTimeOffset to);

    /// <summary>Drift per day and gate of the corrections from <paramref name="from"/> until before <paramref name="to"/>.</summary>
    [Alias("GetDriftAsync")]
    Task<IReadOnlyList<DayDrift>> GetDriftAsync(DateTimeOffset from, DateTimeOffset to);

    /// <summary>Forgets all corrections for good.</summary>
    /// <returns>Whether there were any.</returns>
    [Alias("ForgetAsync")]
    Task<bool> ForgetAsync();
}
