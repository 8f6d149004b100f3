using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Interfaces.Alarms;

/// <summary>
/// The limits of alarms of locations and groups. A location's own limit counts before those of its groups; of several groups the one that alarms first.
/// One grain, with the key <see cref="Key"/>.
/// </summary>
[Alias("live-parking.IAlarmLimitsGrain")]
public interface IAlarmLimitsGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "alarm-limits";

    /// <summary>All limits that are set. Answers from memory.</summary>
    /// <param name="knownVersion">The version that the caller has; -1 for none.</param>
    /// <returns>Null when the caller has the newest version.</returns>
    [Idempotent, Alias("GetAsync")]
    Task<AlarmLimitsList?> GetAsync(long knownVersion);

    /// <summary>Sets all limits of a location or group. Answers after they are stored; they count within 5 s, those of <see cref="AlarmLimits.FullAfterMinutes"/> within 30 s.</summary>
    /// <exception cref="InvalidRequestException">A limit is out of its range, or none is given.</exception>
    /// <exception cref="TooManyException">Limits are set for too many locations and groups.</exception>
    [Idempotent, Audited("alarm-limits.configure"), Alias("SetAsync")]
    Task<ScopedAlarmLimits> SetAsync(ScopedAlarmLimits limits);

    /// <summary>Removes the limits of a location or group. Answers after that is stored.</summary>
    /// <returns>Whether there were any.</returns>
    [Audited("alarm-limits.remove"), Alias("RemoveAsync")]
    Task<bool> RemoveAsync(AlarmLimitsScope scope, string name);
}
