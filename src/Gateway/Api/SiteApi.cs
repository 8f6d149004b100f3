using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LiveParking.Gateway.Api;

/// <summary><c>/api/v1/locations/{id}/site</c>: all settings of a site in one file.</summary>
internal static class SiteApi
{
    public static void MapSites(this RouteGroupBuilder api)
    {
        var site = api.MapGroup("/locations/{id}/site").WithTags("Locations");
        site.MapGet("", GetAsync).Allow(Permission.Manage).WithSummary("All settings of a site")
            .WithDescription("The settings of the location, of its levels by their ids, and its alarm limits, as they are put; `ETag` names all of them. Needs a token with the role operator or admin and the location.")
            .Faults(400, 401, 403, 404, 503);
        site.MapPut("", PutAsync).Allow(Permission.Manage).WithSummary("Make or change a site with all its levels")
            .WithDescription(
                "Makes the site as the file says; the answer names what was different. Put again, it changes nothing. Levels that the file does not name are removed, which needs the role admin. "
                + "`dryRun=true` only says what is different. `If-Match` with the `ETag` that was read, or that a dry run gave, changes only what was seen (else 412), `If-None-Match: *` only makes. "
                + "All settings are checked before the first is changed. As `text/csv`, columns `level,name,counting,type,capacity,outOfService`: makes and changes the levels that it names, of a "
                + "location that exists. These then have the types of spots of the file; their other settings and all other levels stay. "
                + "Needs a token with the role operator or admin and the location.")
            .Accepts<SiteSettings>("application/json", SiteCsv.ContentType).Faults(400, 401, 403, 404, 409, 412, 413, 415, 503);
    }

    private static async Task<Ok<SiteSettings>> GetAsync(string id, HttpContext http, IClusterClient grains, GrainLookup lookup)
    {
        Caller.Of(http.User).RequireLocation(id);
        var stored = await StoredSite.ReadAsync(RequestIds.Location(id), grains, lookup);
        http.Response.Headers.ETag = stored.Tag;
        return TypedResults.Ok(stored.Settings ?? throw new UnknownLocationException(id));
    }

    private static async Task<Ok<SiteAnswer>> PutAsync(
        string id, HttpContext http, IClusterClient grains, GrainLookup lookup, IOptions<GatewayOptions> options, string? dryRun = null)
    {
        Caller.Of(http.User).RequireLocation(id);
        RequestIds.Location(id);
        var isDryRun = dryRun switch
        {
            null or "false" => false,
            "true" => true,
            _ => throw ApiErrors.Invalid("dryRun has to be true or false.", "dryRun"),
        };
        var read = await ReadAsync(http, options.Value.RequestBodyBytes);
        var stored = await StoredSite.ReadAsync(id, grains, lookup);
        SettingsTag.Require(http, stored.Tag);
        var wanted = read(stored.Settings, id);
        await grains.GetLocation(id).CheckSiteAsync(wanted);
        var changes = stored.ChangesTo(wanted);
        if (changes.FirstOrDefault(change => change.RemovesLevel) is { } removal
            && PermissionRules.FaultOf(new AllowAttribute(Permission.Remove), http.User) is { } fault)
            throw new ApiException(fault with { Detail = $"The file does not name the level '{removal.LevelId}', which would be removed. {fault.Detail}" });
        if (!isDryRun)
        {
            await stored.ApplyAsync(id, changes, grains);
            stored = await StoredSite.ReadAsync(id, grains, lookup);
        }

        http.Response.Headers.ETag = stored.Tag;
        return TypedResults.Ok(new SiteAnswer(isDryRun, changes));
    }

    /// <summary>Reads the body; the result says what the site shall be, given what it is.</summary>
    private static async Task<Func<SiteSettings?, string, SiteSettings>> ReadAsync(HttpContext http, int mostBytes)
    {
        if (http.Request.HasJsonContentType())
        {
            using var body = await RequestBody.ReadAsync(http, mostBytes);
            var site = SettingsBody.ReadSite(body.RootElement);
            return (_, _) => site;
        }

        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals(SiteCsv.ContentType, StringComparison.OrdinalIgnoreCase))
            throw ApiErrors.NotJson($"application/json or {SiteCsv.ContentType}");
        var text = await RequestBody.ReadTextAsync(http, mostBytes);
        return (stored, id) => SiteCsv.Merge(stored ?? throw new UnknownLocationException(id), text);
    }
}
