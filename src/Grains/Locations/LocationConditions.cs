using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Grains.Locations;

/// <summary>What is wrong with the cameras and levels of a location, for alarms. Pure functions.</summary>
internal static class LocationConditions
{
    /// <summary>The source of these reports.</summary>
    public const string Source = "location";

    /// <summary>The report of a location.</summary>
    /// <param name="status">Its status; null when it does not exist.</param>
    /// <param name="isSilent">Whether the silo of the site is silent.</param>
    public static AlarmReport Of(LocationStatus? status, bool isSilent)
    {
        List<AlarmCondition> conditions = [];
        if (status is null)
            return new AlarmReport(Source, conditions);
        if (isSilent)
            conditions.Add(new AlarmCondition(AlarmKind.SiteUnreachable, 1, []));
        var offline = status.Cameras.Where(camera => camera.State == CameraState.Offline).ToList();
        Add(conditions, AlarmKind.CameraOffline, [.. offline.Select(camera => camera.Id)], offline is [var only] ? only.Reason : null);
        Add(conditions, AlarmKind.CameraFrozen, [.. status.Cameras.Where(camera => camera.State == CameraState.Frozen).Select(camera => camera.Id)], null);
        Add(conditions, AlarmKind.LevelStale, [.. status.Levels.Where(level => level.Stale).Select(level => level.LevelId)], null);
        Add(conditions, AlarmKind.LevelFull, [.. status.Levels.Where(level => level.Status == OccupancyStatus.Full).Select(level => level.LevelId)], null);
        return new AlarmReport(Source, conditions);
    }

    private static void Add(List<AlarmCondition> conditions, AlarmKind kind, IReadOnlyList<string> names, string? detail)
    {
        if (names.Count > 0)
            conditions.Add(new AlarmCondition(kind, names.Count, [.. names.Take(AlarmCondition.MaxNames)], detail));
    }
}
