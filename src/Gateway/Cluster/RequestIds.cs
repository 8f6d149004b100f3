using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Cluster;

/// <summary>Validates the ids of a request. The grain of a malformed id is never called.</summary>
internal static class RequestIds
{
    /// <exception cref="InvalidRequestException">The id is malformed.</exception>
    public static string Location(string? locationId) => Slug.Require(locationId, "location id", "id");

    /// <exception cref="InvalidRequestException">The id is malformed.</exception>
    public static string Camera(string? cameraOrLocationId) => Slug.Require(cameraOrLocationId, "camera id", "id");

    /// <exception cref="InvalidRequestException">An id is malformed.</exception>
    public static LevelKey Level(string? locationId, string? levelId) => new(Location(locationId), Slug.Require(levelId, "level id", "level"));
}
