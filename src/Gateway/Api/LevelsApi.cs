using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Documentation;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Api;

/// <summary><c>/api/v1/locations/{id}/levels</c>: levels and their settings.</summary>
internal static class LevelsApi
{
    public static void MapLevels(this RouteGroupBuilder api)
    {
        var levels = api.MapGroup("/locations/{id}").WithTags("Levels");
        levels.MapGet("/levels/{level}", GetAsync).WithSummary("One level")
            .WithDescription("`ETag` names its settings.").Faults(400, 404, 503);
        levels.MapGet("/levels/{level}/settings", GetSettingsAsync).WithSummary("The settings of a level")
            .WithDescription("As they are put; `ETag` names them. Needs a token with the role operator or admin and the location.")
            .Faults(400, 401, 403, 404, 503);
        levels.MapPut("/levels/{level}", PutAsync).WithSummary("Make a level or change its settings")
            .WithDescription(
                "A new level is empty and `unknown` until its first reading. `If-Match` with the `ETag` that was read changes only what was seen (else 412), "
                + "`If-None-Match: *` only makes. Needs a token with the role operator or admin and the location.")
            .Accepts<LevelSettings>("application/json").Faults(400, 401, 403, 404, 409, 412, 413, 415, 503);
        levels.MapDelete("/levels/{level}", DeleteAsync).WithSummary("Remove a level")
            .WithDescription("Its history stays until it is asked to go. Needs a token with the role operator or admin and the location.")
            .Faults(400, 401, 403, 404, 412, 503);
        levels.MapGet("/best-level", AdviseAsync).WithSummary("Which level a driver should take now")
            .WithDescription(
                "Levels with room to spare go before those that are almost full; full, closed and unknown ones are left out. `type`: a type of spot, "
                + "such as `disabled`. `level` is null when none can be advised, and `reason` says why.")
            .Faults(400, 404, 503);
    }

    private static async Task<Ok<LevelStatus>> GetAsync(string id, string level, HttpContext http, ParkingCluster cluster)
    {
        var answer = await cluster.LevelAsync(id, level, grain => grain.GetConfiguredAsync());
        SettingsTag.Set(http, answer.SettingsVersion);
        return TypedResults.Ok(answer.Status);
    }

    private static async Task<Ok<LevelSettings>> GetSettingsAsync(string id, string level, HttpContext http, ParkingCluster cluster)
    {
        Caller.Of(http.User).RequireManage(id);
        var configuration = await cluster.LevelAsync(id, level, grain => grain.GetConfigurationAsync());
        SettingsTag.Set(http, configuration.SettingsVersion);
        return TypedResults.Ok(configuration.Settings);
    }

    private static async Task<Ok<LevelStatus>> PutAsync(
        string id, string level, HttpContext http, ParkingCluster cluster, IOptions<GatewayOptions> options)
    {
        Caller.Of(http.User).RequireManage(id);
        var key = ParkingCluster.RequireLevel(id, level);
        using var body = await RequestBody.ReadAsync(http, options.Value.RequestBodyBytes);
        var settings = SettingsBody.ReadLevel(body.RootElement);
        var expected = await SettingsTag.ExpectedAsync(http, () => VersionAsync(cluster, id, level));
        var answer = expected is null
            ? await cluster.LocationAsync(id, location => location.ConfigureLevelAsync(key.LevelId, settings, null))
            : await cluster.LocationOnceAsync(id, location => location.ConfigureLevelAsync(key.LevelId, settings, expected));
        SettingsTag.Set(http, answer.SettingsVersion);
        return TypedResults.Ok(answer.Status);
    }

    private static async Task<NoContent> DeleteAsync(string id, string level, HttpContext http, ParkingCluster cluster)
    {
        Caller.Of(http.User).RequireManage(id);
        var key = ParkingCluster.RequireLevel(id, level);
        var expected = await SettingsTag.ExpectedAsync(http, () => VersionAsync(cluster, id, level));
        await cluster.LocationAsync(id, location => location.RemoveLevelAsync(key.LevelId, expected));
        return TypedResults.NoContent();
    }

    private static async Task<Ok<LevelAdvice>> AdviseAsync(string id, string? type, ParkingCluster cluster) =>
        TypedResults.Ok(await cluster.LocationAsync(id, location => location.AdviseLevelAsync(type)));

    private static async Task<long> VersionAsync(ParkingCluster cluster, string id, string level) =>
        (await cluster.LevelAsync(id, level, grain => grain.GetConfigurationAsync())).SettingsVersion;
}
