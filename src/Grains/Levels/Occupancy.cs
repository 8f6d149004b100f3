using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>The occupancy of a level: which count gives the number, and the status with its hysteresis.</summary>
internal static class Occupancy
{
    /// <summary>Limit of a level's number above or below 0, however much is counted.</summary>
    public const int LargestNumber = 10_000_000;

    /// <summary>Capacity minus the spots out of service.</summary>
    public static int Total(LevelSettings settings) =>
        settings.Capacity.Values.Sum() - (settings.OutOfService?.Values.Sum() ?? 0);

    /// <summary>
    /// The number by the level's counting method, below 0 or above the total when sensors miscounted; null when nothing was counted.
    /// </summary>
    public static int? Number(LevelState state) => state.Settings?.Counting == CountingMode.Spots ? SpotsNumber(state) : FlowNumber(state);

    /// <summary>The number by gates and absolute counts.</summary>
    public static int? FlowNumber(LevelState state) => state.FlowKnown ? state.Occupied : null;

    /// <summary>The number by spot sensors, including an operator's correction.</summary>
    public static int? SpotsNumber(LevelState state) =>
        state.Spots.Count > 0 || state.SpotsOffset is not null ? state.Taken + (state.SpotsOffset ?? 0) : null;

    /// <summary>Both numbers, if both are known.</summary>
    public static CountDisagreement? Disagreement(LevelState state) =>
        FlowNumber(state) is { } gates && SpotsNumber(state) is { } spots ? new CountDisagreement(gates, spots, Difference(gates, spots)) : null;

    /// <summary>The first minus the second, clamped to the range of an <see cref="int"/>.</summary>
    public static int Difference(int first, int second) => (int)Math.Clamp((long)first - second, int.MinValue, int.MaxValue);

    /// <summary>The fullness, given the previous status.</summary>
    public static OccupancyStatus Fullness(LevelState state) =>
        Number(state) is { } number
            ? StatusFor(number, Total(state.Settings!), state.Settings!.Thresholds ?? OccupancyThresholds.Default, state.Status)
            : OccupancyStatus.Unknown;

    /// <summary>The status for a count, by thresholds with hysteresis around the previous status.</summary>
    public static OccupancyStatus StatusFor(int occupied, int total, OccupancyThresholds thresholds, OccupancyStatus before)
    {
        if (total <= 0)
            return OccupancyStatus.Full;
        var share = (double)occupied / total;
        var full = before == OccupancyStatus.Full ? thresholds.FullDown : thresholds.Full;
        if (share >= full)
            return OccupancyStatus.Full;
        var almost = before is OccupancyStatus.AlmostFull or OccupancyStatus.Full ? thresholds.AlmostFullDown : thresholds.AlmostFull;
        return share >= almost ? OccupancyStatus.AlmostFull : OccupancyStatus.Open;
    }

    /// <summary>
    /// Spots by type, when every known spot has a type and nothing was corrected, so that the types add up to the level; null otherwise.
    /// </summary>
    public static IReadOnlyDictionary<string, Spots>? ByType(LevelState state)
    {
        var settings = state.Settings!;
        if (settings.Counting != CountingMode.Spots || state.TakenByType is not { } taken || state.SpotsOffset is not (null or 0))
            return null;
        var types = new Dictionary<string, Spots>(StringComparer.Ordinal);
        foreach (var (type, spots) in settings.Capacity)
            types[type] = Spots.Of(spots - (settings.OutOfService?.GetValueOrDefault(type) ?? 0), taken.GetValueOrDefault(type));
        return types;
    }

    /// <summary>Recounts the occupied spots of each type, after spots or settings have changed.</summary>
    public static LevelState WithTypes(LevelState state)
    {
        var capacity = state.Settings!.Capacity;
        var only = capacity.Count == 1 ? capacity.Keys.First() : null;
        var taken = System.Collections.Immutable.ImmutableDictionary.CreateBuilder<string, int>();
        foreach (var spot in state.Spots.Values)
        {
            if ((spot.Type ?? only) is not { } type || !capacity.ContainsKey(type))
                return state with { TakenByType = null };
            if (spot.Taken)
                taken[type] = taken.GetValueOrDefault(type) + 1;
        }

        return state with { TakenByType = state.Spots.Count > 0 ? taken.ToImmutable() : null };
    }
}
