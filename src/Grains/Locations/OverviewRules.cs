using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Grains.Locations;

/// <summary>Builds the overview from the statuses of locations.</summary>
internal static class OverviewRules
{
    /// <summary>The summary of a location in the overview.</summary>
    public static LocationSummary Summarise(LocationStatus location) =>
        new(
            location.Id,
            location.Name,
            location.Status,
            location.Spots,
            new LevelCounts(
                location.Levels.Count,
                location.Levels.Count(level => level.Status == OccupancyStatus.Full),
                location.Levels.Count(level => level.Status == OccupancyStatus.Closed),
                location.Levels.Count(level => level.Stale),
                location.Levels.Count(level => level.Status == OccupancyStatus.Unknown)),
            new CameraCounts(
                location.Cameras.Count,
                location.Cameras.Count(camera => camera.State == CameraState.Live),
                location.Cameras.Count(camera => camera.State == CameraState.Frozen),
                location.Cameras.Count(camera => camera.State == CameraState.Offline)),
            location.Version,
            location.UpdatedAt,
            location.Address,
            location.Position,
            location.OpeningHours,
            location.TimeZone,
            location.Groups);

    /// <summary>The overview of the known locations, in the order of <paramref name="ids"/>.</summary>
    /// <param name="ids">All locations.</param>
    /// <param name="known">Their known summaries; a location that is listed but was never created has none.</param>
    /// <param name="complete">Whether each of them was called.</param>
    public static Overview Of(IReadOnlyCollection<string> ids, IReadOnlyDictionary<string, LocationSummary> known, bool complete)
    {
        List<LocationSummary> locations = [.. ids.Select(id => known.GetValueOrDefault(id)).OfType<LocationSummary>()];
        return new Overview(
            Spots.Sum([.. locations.Select(location => location.Spots)]),
            locations,
            complete);
    }
}
