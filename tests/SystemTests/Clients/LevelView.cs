using System.Text.Json;

namespace LiveParking.SystemTests.Clients;

/// <summary>The fields of a <c>LevelStatus</c> that the tests use.</summary>
/// <param name="LevelId">The level.</param>
/// <param name="Total">Spots that there are.</param>
/// <param name="Occupied">Spots that are taken.</param>
/// <param name="Version">Its version.</param>
public sealed record LevelView(string LevelId, int Total, int Occupied, long Version)
{
    /// <summary>The address of the level <c>p1</c>.</summary>
    public static string Path(string location) => $"/api/v1/locations/{location}/levels/p1";

    /// <summary>Reads it.</summary>
    public static LevelView From(JsonElement status) =>
        new(
            status.GetProperty("levelId").GetString()!,
            status.GetProperty("spots").GetProperty("total").GetInt32(),
            status.GetProperty("spots").GetProperty("occupied").GetInt32(),
            status.GetProperty("version").GetInt64());
}
