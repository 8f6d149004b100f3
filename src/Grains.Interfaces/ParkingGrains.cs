using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Interfaces.Notifications;
using LiveParking.Grains.Interfaces.Quarantine;

namespace LiveParking.Grains.Interfaces;

/// <summary>References to the grains of Live Parking. Creating a reference calls nothing.</summary>
public static class ParkingGrains
{
    /// <summary>A location.</summary>
    public static ILocationGrain GetLocation(this IGrainFactory grains, string locationId) => Of(grains).GetGrain<ILocationGrain>(locationId);

    /// <summary>A level.</summary>
    public static ILevelGrain GetLevel(this IGrainFactory grains, LevelKey level) => Of(grains).GetGrain<ILevelGrain>(level.ToString());

    /// <summary>The history of a level.</summary>
    public static ILevelHistoryGrain GetHistory(this IGrainFactory grains, LevelKey level) => Of(grains).GetGrain<ILevelHistoryGrain>(level.ToString());

    /// <summary>The history of a level's spots of one type.</summary>
    public static ILevelHistoryGrain GetHistory(this IGrainFactory grains, LevelKey level, string spotType) =>
        Of(grains).GetGrain<ILevelHistoryGrain>(new HistoryKey(level, spotType).ToString());

    /// <summary>The ledger of a level's corrections.</summary>
    public static ICorrectionLedgerGrain GetCorrections(this IGrainFactory grains, LevelKey level) =>
        Of(grains).GetGrain<ICorrectionLedgerGrain>(level.ToString());

    /// <summary>A camera.</summary>
    public static ICameraGrain GetCamera(this IGrainFactory grains, string cameraId) => Of(grains).GetGrain<ICameraGrain>(cameraId);

    /// <summary>The catalog of locations and cameras.</summary>
    public static ICatalogGrain GetCatalog(this IGrainFactory grains) => Of(grains).GetGrain<ICatalogGrain>(ICatalogGrain.Key);

    /// <summary>The overview of all locations.</summary>
    public static IOverviewGrain GetOverview(this IGrainFactory grains) => Of(grains).GetGrain<IOverviewGrain>(IOverviewGrain.Key);

    /// <summary>The alarms of a location; of the system as a whole when it is null.</summary>
    public static ILocationAlarmsGrain GetAlarms(this IGrainFactory grains, string? locationId) =>
        Of(grains).GetGrain<ILocationAlarmsGrain>(locationId ?? ILocationAlarmsGrain.System);

    /// <summary>The alarms of all places.</summary>
    public static IAlarmBoardGrain GetAlarmBoard(this IGrainFactory grains) => Of(grains).GetGrain<IAlarmBoardGrain>(IAlarmBoardGrain.Key);

    /// <summary>The limits of alarms.</summary>
    public static IAlarmLimitsGrain GetAlarmLimits(this IGrainFactory grains) => Of(grains).GetGrain<IAlarmLimitsGrain>(IAlarmLimitsGrain.Key);

    /// <summary>Who is notified of which alarms.</summary>
    public static INotifierGrain GetNotifier(this IGrainFactory grains) => Of(grains).GetGrain<INotifierGrain>(INotifierGrain.Key);

    /// <summary>The quarantine of messages.</summary>
    public static IQuarantineGrain GetQuarantine(this IGrainFactory grains) => Of(grains).GetGrain<IQuarantineGrain>(IQuarantineGrain.Key);

    /// <summary>The trail of changes.</summary>
    public static IAuditGrain GetAuditTrail(this IGrainFactory grains) => Of(grains).GetGrain<IAuditGrain>(IAuditGrain.Changes);

    /// <summary>The trail of who watched the cameras of a location.</summary>
    public static IAuditGrain GetWatchTrail(this IGrainFactory grains, string locationId) => Of(grains).GetGrain<IAuditGrain>(IAuditGrain.WatchesOf(locationId));

    /// <summary>The issuer of tokens.</summary>
    public static ITokenIssuerGrain GetTokenIssuer(this IGrainFactory grains) => Of(grains).GetGrain<ITokenIssuerGrain>(ITokenIssuerGrain.Key);

    private static IGrainFactory Of(IGrainFactory grains)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return grains;
    }
}
