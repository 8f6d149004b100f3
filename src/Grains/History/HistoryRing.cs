namespace LiveParking.Grains.History;

/// <summary>
/// One kind of chunks of a level: a ring of slots, each with its own state. The oldest slot is overwritten. So the store never holds more than the
/// ring, and no cleanup is needed.
/// </summary>
/// <param name="Name">The prefix of the state names: <c>minutes-07</c>.</param>
/// <param name="Slots">Number of slots, at most 32.</param>
/// <param name="Length">Buckets in a chunk.</param>
internal sealed record HistoryRing(string Name, int Slots, int Length)
{
    /// <summary>The minutes of a day: 31 whole days and today.</summary>
    public static HistoryRing Minutes { get; } = new("minutes", 32, 24 * 60);

    /// <summary>The hours of 32 days: 736 whole days and more.</summary>
    public static HistoryRing Hours { get; } = new("hours", 24, 32 * 24);

    public int SlotOf(long place) => (int)(place % Slots);

    public string StateName(int slot) => FormattableString.Invariant($"{Name}-{slot:00}");
}
