using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveParking.Gateway.Api;

/// <summary><c>GET /api/v1/locations/{id}/levels/{level}/sensors</c> and <c>…/sensors/{sensor}/results</c>: the sensors of a level.</summary>
internal static class SensorsApi
{
    public static void MapSensors(this RouteGroupBuilder api)
    {
        api.MapGet("/locations/{id}/levels/{level}/sensors", GetAllAsync).Allow(Permission.Inspect).WithTags("Levels").WithSummary("Sensors, anomalies and disagreement of a level")
            .WithDescription("Needs a token with the role operator or admin and the location.").Faults(400, 401, 403, 404, 503);
        api.MapGet("/locations/{id}/levels/{level}/sensors/{sensor}/results", GetAsync).Allow(Permission.ReadSensor).WithTags("Levels")
            .WithSummary("A sensor of a level, and the last 100 results of its readings with reasons")
            .WithDescription("Needs a token with the role sensor, operator or admin, for the level and the sensor. Results are kept in memory while the level is active; none are left after its silo has restarted.")
            .Faults(400, 401, 403, 404, 503);
    }

    private static async Task<Ok<LevelSensors>> GetAllAsync(string id, string level, HttpContext http, GrainLookup lookup)
    {
        Caller.Of(http.User).RequireLocation(id);
        return TypedResults.Ok(await (await lookup.LevelAsync(RequestIds.Level(id, level))).GetSensorsAsync());
    }

    private static async Task<Ok<SensorReport>> GetAsync(string id, string level, string sensor, HttpContext http, GrainLookup lookup)
    {
        var (key, caller) = (RequestIds.Level(id, level), Caller.Of(http.User));
        // Routing decodes everything in a segment but the slash.
        var sensorId = sensor.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        caller.RequireLevel(key);
        if (caller.SensorFilter?.Invoke(sensorId) == false)
            throw ApiErrors.Forbidden($"The token is not for sensor '{sensorId}'.");
        return TypedResults.Ok(await (await lookup.LevelAsync(key)).GetSensorAsync(sensorId));
    }
}
