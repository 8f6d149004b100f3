using LiveParking.Grains.Interfaces.Changes;

namespace LiveParking.Grains.Interfaces.Alarms;

/// <summary>The alarms of all places that are not cleared. One grain, with the key <see cref="Key"/>.</summary>
[Alias("live-parking.IAlarmBoardGrain")]
public interface IAlarmBoardGrain : IGrainWithStringKey
{
    /// <summary>The key of the only board.</summary>
    const string Key = "alarms";

    /// <summary>What has changed since a position; waits up to 5 s for a change.</summary>
    /// <param name="known">The position of the last answer; null for everything at once.</param>
    [Idempotent, ResponseTimeout("00:00:20"), Alias("WaitForChangesAsync")]
    Task<AlarmChanges> WaitForChangesAsync(ChangePosition? known);
}
