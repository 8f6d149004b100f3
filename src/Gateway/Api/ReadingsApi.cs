using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Api;

/// <summary><c>POST /api/v1/locations/{id}/levels/{level}/readings</c>: what sensors say.</summary>
internal static class ReadingsApi
{
    public static void MapReadings(this RouteGroupBuilder api) =>
        api.MapPost("/locations/{id}/levels/{level}/readings", PostAsync).WithTags("Readings").WithSummary("Send 1 to 1,000 readings")
            .WithDescription(
                "Answers after the effect of the readings is stored. Who gets no answer sends them again: that has no second effect. "
                + "A reading that breaks a rule is rejected by itself. Needs a token with the role sensor, operator or admin and the location.")
            .Accepts<ReadingsRequest>("application/json").Faults(400, 401, 403, 404, 413, 415, 503);

    private static async Task<Ok<ReadingsAnswer>> PostAsync(
        string id, string level, HttpContext http, ParkingCluster cluster, GatewayMeters meters, IOptions<GatewayOptions> options)
    {
        Caller.Of(http.User).RequireReport(id);
        var key = ParkingCluster.RequireLevel(id, level);
        ReadingBatch batch;
        using (var body = await RequestBody.ReadAsync(http, options.Value.RequestBodyBytes))
            batch = ReadingsBody.Read(body.RootElement);
        var answer = batch.Readings.Count > 0
            ? await cluster.LevelAsync(key.LocationId, key.LevelId, grain => grain.ReportAsync(batch.Readings))
            : new ReadingsAnswer([], await cluster.LevelAsync(key.LocationId, key.LevelId, grain => grain.GetStatusAsync()));
        meters.Readings.Add(batch.Results.Count);
        return TypedResults.Ok(batch.Merge(answer));
    }
}
