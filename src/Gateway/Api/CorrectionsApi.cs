using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Documentation;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Api;

/// <summary><c>…/levels/{level}/corrections</c> and <c>…/drift</c>: operators set the true number and see the sensor error.</summary>
internal static class CorrectionsApi
{
    private const string Needs = "Needs a token with the role operator or admin and the location.";

    public static void MapCorrections(this RouteGroupBuilder api)
    {
        var level = api.MapGroup("/locations/{id}/levels/{level}").WithTags("Corrections");
        level.MapPost("/corrections", PostAsync).Allow(Permission.Manage).WithSummary("Set the true number of a level")
            .WithDescription($"Kept with who (the token's subject), when, before, after and why. {Needs}")
            .Accepts<CorrectionBody>("application/json").Faults(400, 401, 403, 404, 413, 415, 503);
        level.MapGet("/corrections", GetAsync).Allow(Permission.Inspect).WithSummary("Corrections of a level, oldest first")
            .WithDescription($"From `from` until before `to`; the last 30 days when they are absent. Also of a level that was removed. {Needs}")
            .Faults(400, 401, 403, 503);
        level.MapDelete("/corrections", DeleteAsync).Allow(Permission.Remove).WithSummary("Remove the corrections of a level")
            .WithDescription($"All of them and their drift, for good; the number stays. Needs a token with the role admin and the location.").Faults(400, 401, 403, 404, 503);
        level.MapGet("/drift", GetDriftAsync).Allow(Permission.Inspect).WithSummary("Drift per day and gate")
            .WithDescription($"What the corrections from `from` until before `to` say of each gate. {Needs}").Faults(400, 401, 403, 503);
    }

    private static async Task<Ok<CorrectionAnswer>> PostAsync(
        string id, string level, HttpContext http, GrainLookup lookup, IOptions<GatewayOptions> options)
    {
        var caller = Caller.Of(http.User);
        caller.RequireLocation(id);
        var key = RequestIds.Level(id, level);
        using var body = await RequestBody.ReadAsync(http, options.Value.RequestBodyBytes);
        var request = CorrectionBody.Read(body.RootElement).By(caller.Subject);
        return TypedResults.Ok(await (await lookup.LevelAsync(key)).CorrectAsync(request));
    }

    private static async Task<Ok<IReadOnlyList<Correction>>> GetAsync(
        string id, string level, string? from, string? to, HttpContext http, IClusterClient grains, TimeProvider timeProvider)
    {
        Caller.Of(http.User).RequireLocation(id);
        var (key, period) = (RequestIds.Level(id, level), Period.Of(from, to, timeProvider));
        return TypedResults.Ok(await grains.GetCorrections(key).GetAsync(period.From, period.To));
    }

    private static async Task<NoContent> DeleteAsync(string id, string level, HttpContext http, IClusterClient grains, GrainLookup lookup)
    {
        Caller.Of(http.User).RequireLocation(id);
        var key = RequestIds.Level(id, level);
        // The level's existence is checked only when there were no corrections: it may have been removed.
        if (!await grains.GetLevel(key).RemoveCorrectionsAsync())
            await (await lookup.LevelAsync(key)).GetAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<DayDrift>>> GetDriftAsync(
        string id, string level, string? from, string? to, HttpContext http, IClusterClient grains, TimeProvider timeProvider)
    {
        Caller.Of(http.User).RequireLocation(id);
        var (key, period) = (RequestIds.Level(id, level), Period.Of(from, to, timeProvider));
        return TypedResults.Ok(await grains.GetCorrections(key).GetDriftAsync(period.From, period.To));
    }
}
