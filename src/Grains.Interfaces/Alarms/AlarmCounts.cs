namespace LiveParking.Grains.Interfaces.Alarms;

/// <summary>The number of alarms by rank. Shelved ones do not count.</summary>
/// <param name="High">Alarms of rank high.</param>
/// <param name="Medium">Alarms of rank medium.</param>
/// <param name="Low">Alarms of rank low.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AlarmCounts")]
public sealed record AlarmCounts([property: Id(0)] int High, [property: Id(1)] int Medium, [property: Id(2)] int Low)
{
    /// <summary>No alarms.</summary>
    public static AlarmCounts None { get; } = new(0, 0, 0);

    /// <summary>Counts alarms.</summary>
    public static AlarmCounts Of(IEnumerable<Alarm> alarms)
    {
        ArgumentNullException.ThrowIfNull(alarms);
        int high = 0, medium = 0, low = 0;
        foreach (var alarm in alarms)
        {
            if (alarm.State is AlarmState.Shelved or AlarmState.Cleared)
                continue;
            high += alarm.Rank == AlarmRank.High ? 1 : 0;
            medium += alarm.Rank == AlarmRank.Medium ? 1 : 0;
            low += alarm.Rank == AlarmRank.Low ? 1 : 0;
        }

        return high + medium + low == 0 ? None : new AlarmCounts(high, medium, low);
    }
}
