namespace LiveParking.Grains.Levels.Sensors;

/// <summary>How long a sensor may be silent. There is no limit while its level is closed, and the time before it opened does not count.</summary>
/// <param name="Limit">Silence after which it counts as silent.</param>
/// <param name="IsClosed">Whether the level is closed now.</param>
/// <param name="OpenSince">When it last opened; null when it has never been closed.</param>
internal readonly record struct SilencePolicy(TimeSpan Limit, bool IsClosed = false, DateTimeOffset? OpenSince = null)
{
    public static SilencePolicy Of(LevelState state) =>
        new(TimeSpan.FromSeconds(LevelAssessment.SilentAfter(state.Settings!)), state.IsClosed, state.OpenSince);

    public DateTimeOffset SilentFrom(SensorStatistics statistics) =>
        (OpenSince is { } opened && opened > statistics.LastSeen ? opened : statistics.LastSeen) + Limit;

    public bool IsSilent(SensorStatistics statistics, DateTimeOffset now) => !IsClosed && now >= SilentFrom(statistics);
}
