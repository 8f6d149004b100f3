using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>What a batch of readings did.</summary>
/// <param name="State">The next state; the same object when none of them changed anything.</param>
/// <param name="Results">One for each reading, in their order.</param>
/// <param name="Samples">The number after each reading that counted or that confirmed it, in their order.</param>
/// <param name="Faults">Readings whose number can't be true.</param>
/// <param name="NewSensors">Places of readings that were rejected because their sensor is new and the level knows as many as it may.</param>
internal sealed record Reported(
    LevelState State,
    ReadingResult[] Results,
    IReadOnlyList<CountedSample> Samples,
    IReadOnlyList<CountFault> Faults,
    IReadOnlyList<int> NewSensors)
{
    public void Deconstruct(out LevelState state, out ReadingResult[] results) => (state, results) = (State, Results);
}

/// <summary>The number of a level at a time.</summary>
/// <param name="At">Newest time by the sensors' clocks.</param>
/// <param name="Occupied">Cars that are counted; below 0 or above the total when sensors miscounted.</param>
/// <param name="Total">Spots that there are.</param>
/// <param name="Status">How full.</param>
internal readonly record struct CountedSample(DateTimeOffset At, int Occupied, int Total, OccupancyStatus Status);

/// <summary>A reading that made or left the number one that can't be true.</summary>
/// <param name="Place">Its place in the batch.</param>
/// <param name="Kind">Below zero or above capacity.</param>
/// <param name="Number">The number that is kept; of an absolute count what was counted.</param>
/// <param name="Total">Spots that there are.</param>
/// <param name="Alone">An absolute count that can't be true by itself. Other readings add up to such a number together.</param>
internal readonly record struct CountFault(int Place, AnomalyKind Kind, int Number, int Total, bool Alone = false);
