using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.History;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveParking.Gateway.Api;

/// <summary><c>/api/v1/locations/{id}/levels/{level}/history</c>: past occupancy of a level.</summary>
internal static class HistoryApi
{
    public static void MapHistory(this RouteGroupBuilder api)
    {
        api.MapGet("/locations/{id}/levels/{level}/history", GetAsync).Allow(Permission.Anyone).WithTags("History").WithSummary("How full a level was")
            .WithDescription(
                "Buckets with the fewest, the mean and the most spots taken. A bucket of which nothing is known is left out. Minutes are kept for 30 days, hours for "
                + "two years, by the sensors' own time. `from`, `to`: ISO times with an offset; the last 24 hours when absent. "
                + $"`step`: {string.Join(", ", HistorySteps.Words)}, whole multiples in UTC; when absent 5m for up to a day, 1h for up to 60 days, else 1d. At most {HistoryQuery.MaxBuckets:N0} buckets. "
                + "`type`: the spots of one type, such as ev, where sensors tell the types apart; all spots when absent. "
                + "`format`: json or csv; when absent, what the Accept header prefers. The history of a level that was removed can be read until it is removed too.")
            .Produces<OccupancyHistory>(200, "application/json", HistoryCsv.MediaType).Faults(400, 404, 503);
        api.MapDelete("/locations/{id}/levels/{level}/history", DeleteAsync).Allow(Permission.Remove).WithTags("History").WithSummary("Remove the history of a level")
            .WithDescription("All of it, for good. Needs a token with the role admin and the location.").Faults(400, 401, 403, 404, 503);
    }

    private static async Task<IResult> GetAsync(
        string id, string level, string? from, string? to, string? step, string? type, string? format, HttpContext http, IClusterClient grains, GrainLookup lookup,
        TimeProvider timeProvider)
    {
        var key = RequestIds.Level(id, level);
        var query = HistoryRequest.Query(from, to, step, timeProvider.GetUtcNow());
        var asCsv = HistoryRequest.IsCsv(format, http.Request.Headers.Accept);
        // The level's existence is checked only when there is no history: it may have been removed.
        var history = await (type is null ? grains.GetHistory(key) : grains.GetHistory(key, Slug.Require(type, "type of spots", "type"))).GetAsync(query);
        if (history is null)
        {
            var configured = await (await lookup.LevelAsync(key)).GetAsync();
            if (type is not null && !configured.Settings.Capacity.ContainsKey(type))
                throw ApiErrors.Invalid($"The level has no spots of the type '{type}': it has {string.Join(", ", configured.Settings.Capacity.Keys)}.", "type");
            history = new OccupancyHistory(key.LocationId, key.LevelId, HistoryRequest.Start(query), query.To, HistorySteps.WordOf(query.Step)!, [], type);
        }

        http.Response.Headers.Vary = "Accept";
        return asCsv ? TypedResults.Text(HistoryCsv.Write(history), HistoryCsv.ContentType) : TypedResults.Ok(history);
    }

    private static async Task<NoContent> DeleteAsync(string id, string level, HttpContext http, IClusterClient grains, GrainLookup lookup)
    {
        Caller.Of(http.User).RequireLocation(id);
        var key = RequestIds.Level(id, level);
        // The level's existence is checked only when there was no history: it may have been removed.
        if (!await grains.GetLevel(key).RemoveHistoryAsync())
            await (await lookup.LevelAsync(key)).GetAsync();
        return TypedResults.NoContent();
    }
}
