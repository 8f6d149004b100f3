using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Parking;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Api;

/// <summary><c>/api/v1/locations</c>: locations and their settings.</summary>
internal static class LocationsApi
{
    public static void MapLocations(this RouteGroupBuilder api)
    {
        var locations = api.MapGroup("/locations").WithTags("Locations");
        locations.MapGet("", ListAsync).Allow(Permission.Anyone).WithSummary("All locations")
            .WithDescription("Every location with its levels and cameras, in the order in which they were made.").Faults(503);
        locations.MapGet("{id}", GetAsync).Allow(Permission.Anyone).WithSummary("One location").WithDescription("`ETag` names its settings.").Faults(400, 404, 503);
        locations.MapGet("{id}/settings", GetSettingsAsync).Allow(Permission.Manage).WithSummary("The settings of a location")
            .WithDescription("As they are put; `ETag` names them. Needs a token with the role operator or admin and the location.")
            .Faults(400, 401, 403, 404, 503);
        locations.MapPut("{id}", PutAsync).Allow(Permission.Manage).WithSummary("Make a location or change its settings")
            .WithDescription(
                "`If-Match` with the `ETag` that was read changes only what was seen (else 412), `If-None-Match: *` only makes. "
                + "Needs a token with the role operator or admin and the location.")
            .Accepts<LocationSettings>("application/json").Faults(400, 401, 403, 409, 412, 413, 415, 503);
        locations.MapDelete("{id}", DeleteAsync).Allow(Permission.Remove).WithSummary("Remove a location with its levels")
            .WithDescription("The history of its levels stays until it is removed. Needs a token with the role admin and the location.")
            .Faults(400, 401, 403, 404, 412, 503);
    }

    private static async Task<Ok<IReadOnlyList<LocationStatus>>> ListAsync(AllLocations locations, CancellationToken cancellationToken) =>
        TypedResults.Ok(await locations.GetAsync(cancellationToken));

    private static async Task<Ok<LocationStatus>> GetAsync(string id, HttpContext http, GrainLookup lookup)
    {
        var answer = await (await lookup.LocationAsync(id)).GetAsync();
        SettingsTag.Set(http, answer.SettingsVersion);
        return TypedResults.Ok(answer.Status);
    }

    private static async Task<Ok<LocationSettings>> GetSettingsAsync(string id, HttpContext http, GrainLookup lookup)
    {
        Caller.Of(http.User).RequireLocation(id);
        var configuration = await (await lookup.LocationAsync(id)).GetSettingsAsync();
        SettingsTag.Set(http, configuration.SettingsVersion);
        return TypedResults.Ok(configuration.Settings);
    }

    private static async Task<Ok<LocationStatus>> PutAsync(
        string id, HttpContext http, IClusterClient grains, GrainLookup lookup, IOptions<GatewayOptions> options)
    {
        Caller.Of(http.User).RequireLocation(id);
        using var body = await RequestBody.ReadAsync(http, options.Value.RequestBodyBytes);
        var settings = SettingsBody.ReadLocation(body.RootElement);
        var expected = await SettingsTag.ExpectedAsync(http, () => VersionAsync(lookup, id));
        var answer = await grains.GetLocation(RequestIds.Location(id)).ConfigureAsync(settings, expected);
        SettingsTag.Set(http, answer.SettingsVersion);
        return TypedResults.Ok(answer.Status);
    }

    private static async Task<NoContent> DeleteAsync(string id, HttpContext http, GrainLookup lookup)
    {
        Caller.Of(http.User).RequireLocation(id);
        var expected = await SettingsTag.ExpectedAsync(http, () => VersionAsync(lookup, id));
        var location = await lookup.LocationAsync(id);
        await location.RemoveAsync(expected);
        return TypedResults.NoContent();
    }

    private static async Task<long> VersionAsync(GrainLookup lookup, string id) =>
        (await (await lookup.LocationAsync(id)).GetSettingsAsync()).SettingsVersion;
}
