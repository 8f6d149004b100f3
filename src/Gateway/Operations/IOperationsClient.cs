using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Gateway.Operations;

/// <summary>The events of a connection to <c>/hubs/operations</c>.</summary>
public interface IOperationsClient
{
    /// <summary>What has changed in the overview; at most 5 a second.</summary>
    Task OverviewChanged(OverviewChange change);

    /// <summary>An alarm that is new or has changed. The client must drop one that is not newer than its own.</summary>
    Task AlarmChanged(Alarm alarm);
}
