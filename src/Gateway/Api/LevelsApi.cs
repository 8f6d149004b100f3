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
        levels.MapGet("/levels/{level}", GetAsync).Allow(Permission.Anyone).WithSummary("One level")
            .WithDescription("`ETag` names its settings.").Faults(400, 404, 503);
        levels.MapGet("/levels/{level}/settings", GetSettingsAsync).Allow(Permission.Manage).WithSummary("The settings of a level")
            .WithDescription("As they are put; `ETag` names them. Needs a token with the role operator or admin and the location.")
            .Faults(400, 401, 403, 404, 503);
        levels.MapPut("/levels/{level}", PutAsync).Allow(Permission.Manage).WithSummary("Make a level or change its settings")
            .WithDescription(
                "A new level is empty and `unknown` until its first reading. `If-Match` with the `ETag` that was read changes only what was seen (else 412), "
                + "`If-None-Match: *` only makes. Needs a token with the role operator or admin and the location.")
            .Accepts<LevelSettings>("application/json").Faults(400, 401, 403, 404, 409, 412, 413, 415, 503);
        levels.MapDelete("/levels/{level}", DeleteAsync).Allow(Permission.Remove).WithSummary("Remove a level")
            .WithDescription("Its history stays until it is removed. Needs a token with the role admin and the location.")
            .Faults(400, 401, 403, 404, 412, 503);
        levels.MapGet("/best-level", AdviseAsync).Allow(Permission.Anyone).WithSummary("Which level a driver should take now")
            .WithDescription(
                "Levels with room to spare go before those that are almost full; full, closed and unknown ones are left out. `type`: a type of spot, "
                + "such as `disabled`. `level` is null when none can be advised, and `reason` says why.")
            .Faults(400, 404, 503);
    }

    private static async Task<Ok<LevelStatus>> GetAsync(string id, string level, HttpContext http, GrainLookup lookup)
    {
        var answer = await (await lookup.LevelAsync(RequestIds.Level(id, level))).GetAsync();
        SettingsTag.Set(http, answer.SettingsVersion);
        return TypedResults.Ok(answer.Status);
    }

    private static async Task<Ok<LevelSettings>> GetSettingsAsync(string id, string level, HttpContext http, GrainLookup lookup)
    {
        Caller.Of(http.User).RequireLocation(id);
        var configuration = await (await lookup.LevelAsync(RequestIds.Level(id, level))).GetAsync();
        SettingsTag.Set(http, configuration.SettingsVersion);
        return TypedResults.Ok(configuration.Settings);
    }

    private static async Task<Ok<LevelStatus>> PutAsync(
        string id, string level, HttpContext http, GrainLookup lookup, IOptions<GatewayOptions> options)
    {
        Caller.Of(http.User).RequireLocation(id);
        var key = RequestIds.Level(id, level);
        using var body = await RequestBody.ReadAsync(http, options.Value.RequestBodyBytes);
        var settings = SettingsBody.ReadLevel(body.RootElement);
        var expected = await SettingsTag.ExpectedAsync(http, () => VersionAsync(lookup, key));
        var location = await lookup.LocationAsync(id);
        var answer = await location.ConfigureLevelAsync(key.LevelId, settings, expected);
        SettingsTag.Set(http, answer.SettingsVersion);
        return TypedResults.Ok(answer.Status);
    }

    private static async Task<NoContent> DeleteAsync(string id, string level, HttpContext http, GrainLookup lookup)
    {
        Caller.Of(http.User).RequireLocation(id);
        var key = RequestIds.Level(id, level);
        var expected = await SettingsTag.ExpectedAsync(http, () => VersionAsync(lookup, key));
        var location = await lookup.LocationAsync(id);
        // A level that is not there is refused here: a flood of made-up ids must not fill the audit trail.
        await lookup.LevelAsync(key);
        await location.RemoveLevelAsync(key.LevelId, expected);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<LevelAdvice>> AdviseAsync(string id, string? type, GrainLookup lookup) =>
        TypedResults.Ok(await (await lookup.LocationAsync(id)).AdviseLevelAsync(type));

    private static async Task<long> VersionAsync(GrainLookup lookup, LevelKey level) =>
        (await (await lookup.LevelAsync(level)).GetAsync()).SettingsVersion;
}
