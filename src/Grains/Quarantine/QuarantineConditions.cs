using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Grains.Quarantine;

/// <summary>What the quarantine reports to the alarms of the system. Pure functions.</summary>
internal static class QuarantineConditions
{
    /// <summary>The report of a quarantine with this many messages.</summary>
    public static AlarmReport Of(int messages) =>
        new("quarantine", messages == 0 ? [] : [new AlarmCondition(AlarmKind.QuarantineNotEmpty, messages, [])]);
}
