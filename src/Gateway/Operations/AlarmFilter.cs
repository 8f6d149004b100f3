using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Gateway.Operations;

/// <summary>Which alarms an operator looks at. What is null does not matter.</summary>
/// <param name="State">Only alarms in this state.</param>
/// <param name="Rank">Only alarms of this rank.</param>
/// <param name="Location">Only alarms of this location.</param>
/// <param name="Group">Only alarms of locations of this group.</param>
internal sealed record AlarmFilter(AlarmState? State = null, AlarmRank? Rank = null, string? Location = null, string? Group = null)
{
    /// <summary>All alarms.</summary>
    public static AlarmFilter All { get; } = new();

    /// <summary>Throws unless the filter is well-formed.</summary>
    /// <exception cref="InvalidRequestException">The location or group is not a slug.</exception>
    public AlarmFilter Required()
    {
        if (Location is not null)
            Slug.Require(Location, "location id", "location");
        if (Group is not null)
            Slug.Require(Group, "group", "group");
        return this;
    }

    /// <summary>Whether an alarm is shown.</summary>
    public bool Shows(Alarm alarm) =>
        (State is null || alarm.State == State)
        && (Rank is null || alarm.Rank == Rank)
        && (Location is null || alarm.LocationId == Location)
        && (Group is null || alarm.Groups?.Contains(Group) == true);
}
