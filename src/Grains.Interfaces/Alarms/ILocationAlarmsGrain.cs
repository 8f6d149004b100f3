using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Interfaces.Alarms;

/// <summary>The alarms of one place. Its key is the location's id, or <see cref="System"/> for the system as a whole.</summary>
[Alias("live-parking.ILocationAlarmsGrain")]
public interface ILocationAlarmsGrain : IGrainWithStringKey
{
    /// <summary>The key of the alarms of the system as a whole. No location has this id.</summary>
    const string System = "*";

    /// <summary>Takes what a part of the place finds wrong now. Answers after it is stored, but for reports that expire: these are not stored.</summary>
    /// <exception cref="InvalidRequestException">The report breaks a rule.</exception>
    /// <exception cref="StoreUnavailableException">It counts, and is not stored; the caller must send it again.</exception>
    [Idempotent, Alias("ReportAsync")]
    Task ReportAsync(AlarmReport report);

    /// <summary>The alarms that are not cleared, in the order of their beginning.</summary>
    [Idempotent, OpenToPrograms(Role.Operator, Role.Admin), Alias("GetAsync")]
    Task<IReadOnlyList<Alarm>> GetAsync();

    /// <summary>All alarms of a time, cleared ones too, newest first. Cleared ones are kept for 90 days, at most 1,000 a place.</summary>
    [Idempotent, OpenToPrograms(Role.Operator, Role.Admin), Alias("FindAsync")]
    Task<IReadOnlyList<Alarm>> FindAsync(AlarmQuery query);

    /// <summary>Says that somebody cares for an alarm. Answers after it is stored.</summary>
    /// <param name="alarmId">The alarm.</param>
    /// <param name="note">A note; at most 500 characters. Null keeps the one that is there.</param>
    /// <exception cref="UnknownAlarmException">There is no such alarm, or it is cleared.</exception>
    /// <exception cref="InvalidRequestException">The note is too long.</exception>
    [Idempotent, Audited("alarm.acknowledge"), Alias("AcknowledgeAsync")]
    Task<Alarm> AcknowledgeAsync(string alarmId, string? note);

    /// <summary>Puts an alarm out of the way for a time. Answers after it is stored.</summary>
    /// <param name="alarmId">The alarm.</param>
    /// <param name="until">Up to 30 days from now.</param>
    /// <param name="reason">1 to 500 characters.</param>
    /// <exception cref="UnknownAlarmException">There is no such alarm, or it is cleared.</exception>
    /// <exception cref="InvalidRequestException">The time or the reason breaks a rule.</exception>
    [Idempotent, Audited("alarm.shelve"), Alias("ShelveAsync")]
    Task<Alarm> ShelveAsync(string alarmId, DateTimeOffset until, string reason);

    /// <summary>Takes a shelved alarm back before its time. Answers after it is stored.</summary>
    /// <exception cref="UnknownAlarmException">There is no such alarm, or it is cleared.</exception>
    [Idempotent, Audited("alarm.unshelve"), Alias("UnshelveAsync")]
    Task<Alarm> UnshelveAsync(string alarmId);
}
