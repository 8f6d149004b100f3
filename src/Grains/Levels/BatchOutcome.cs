using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>The outcome of a batch of readings.</summary>
/// <param name="State">The next state; the same object when none of them changed anything.</param>
/// <param name="Results">One for each reading, in request order.</param>
/// <param name="Samples">The number after each reading that changed or confirmed it, in order.</param>
/// <param name="Faults">Readings with an impossible number.</param>
/// <param name="Refused">Readings rejected because their sensor or spot is new and the level is at its limit, in order.</param>
internal sealed record BatchOutcome(
    LevelState State,
    ReadingResult[] Results,
    IReadOnlyList<CountedSample> Samples,
    IReadOnlyList<CountFault> Faults,
    IReadOnlyList<RefusedNew> Refused)
{
    public void Deconstruct(out LevelState state, out ReadingResult[] results) => (state, results) = (State, Results);
}

/// <summary>A rejected reading of a new sensor or spot when the level is at its limit.</summary>
/// <param name="Index">Its index in the batch.</param>
/// <param name="Kind">The kind of its anomaly.</param>
/// <param name="Detail">The anomaly's sentence.</param>
internal readonly record struct RefusedNew(int Index, AnomalyKind Kind, string Detail);

/// <summary>The number of a level at a time.</summary>
/// <param name="At">Newest time by the sensors' clocks.</param>
/// <param name="Occupied">Counted cars; below 0 or above the total when sensors miscounted.</param>
/// <param name="Total">Total spots.</param>
/// <param name="Status">The status.</param>
internal readonly record struct CountedSample(DateTimeOffset At, int Occupied, int Total, OccupancyStatus Status);

/// <summary>A reading after which the number is impossible.</summary>
/// <param name="Index">Its index in the batch.</param>
/// <param name="Kind">Below zero or above capacity.</param>
/// <param name="Number">The kept number; for an absolute count the counted number.</param>
/// <param name="Total">Total spots.</param>
/// <param name="Alone">Whether it is an absolute count above the total. Other readings make the number impossible only in sum.</param>
internal readonly record struct CountFault(int Index, AnomalyKind Kind, int Number, int Total, bool Alone = false);
