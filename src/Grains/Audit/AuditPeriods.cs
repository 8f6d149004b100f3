using System.Globalization;

namespace LiveParking.Grains.Audit;

/// <summary>A trail is stored in periods: the changes of the system by month, the watches of a location by day. Pure functions.</summary>
/// <param name="isDaily">Whether a period is a day; otherwise it is a month.</param>
/// <param name="keep">How long entries are kept.</param>
internal sealed class AuditPeriods(bool isDaily, TimeSpan keep)
{
    /// <summary>The periods of a trail.</summary>
    public static AuditPeriods Of(string trail, AuditOptions options) => trail == Interfaces.Access.IAuditGrain.Changes
        ? new(isDaily: false, TimeSpan.FromDays(options.ChangeDays))
        : new(isDaily: true, TimeSpan.FromDays(options.WatchDays));

    /// <summary>The first day of the period with a time.</summary>
    public DateOnly At(DateTimeOffset time) => new(time.UtcDateTime.Year, time.UtcDateTime.Month, isDaily ? time.UtcDateTime.Day : 1);

    /// <summary>The name of a period in keys.</summary>
    public string NameOf(DateOnly period) => period.ToString(isDaily ? "yyyy-MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Whether everything in a period is older than it is kept.</summary>
    public bool IsOver(DateOnly period, DateTimeOffset now)
    {
        var end = isDaily ? period.AddDays(1) : period.AddMonths(1);
        return new DateTimeOffset(end.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) <= now - keep;
    }

    /// <summary>The earliest time that is still kept.</summary>
    public DateTimeOffset Earliest(DateTimeOffset now) => now - keep;
}
