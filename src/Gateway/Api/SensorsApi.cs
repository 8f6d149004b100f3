using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Documentation;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveParking.Gateway.Api;

/// <summary><c>GET /api/v1/locations/{id}/levels/{level}/sensors</c>: the sensors of a level.</summary>
internal static class SensorsApi
{
    public static void MapSensors(this RouteGroupBuilder api) =>
        api.MapGet("/locations/{id}/levels/{level}/sensors", GetAsync).Allow(Permission.Inspect).WithTags("Levels").WithSummary("Sensors, anomalies and disagreement of a level")
            .WithDescription("Needs a token with the role operator or admin and the location.").Faults(400, 401, 403, 404, 503);

    private static async Task<Ok<LevelSensors>> GetAsync(string id, string level, HttpContext http, GrainLookup lookup)
    {
        Caller.Of(http.User).RequireLocation(id);
        return TypedResults.Ok(await (await lookup.LevelAsync(RequestIds.Level(id, level))).GetSensorsAsync());
    }
}
