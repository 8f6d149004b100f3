using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Documentation;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Api;

/// <summary><c>/api/v1/locations</c>: locations and their levels.</summary>
internal static class LocationsApi
{
    /// <summary>Locations that are asked at the same time for the list.</summary>
    private const int AskedAtOnce = 32;

    public static void MapLocations(this RouteGroupBuilder api)
    {
        var locations = api.MapGroup("/locations").WithTags("Locations");
        locations.MapGet("", ListAsync).WithSummary("All locations")
            .WithDescription("Every location with its levels and cameras, in the order in which they were made.").Faults(503);
        locations.MapGet("{id}", GetAsync).WithSummary("One location").Faults(400, 404, 503);
        locations.MapPut("{id}", PutAsync).WithSummary("Make a location or change its settings")
            .WithDescription("Needs a token with the role operator or admin and the location.")
            .Accepts<LocationSettings>("application/json").Faults(400, 401, 403, 413, 415, 503);
        locations.MapDelete("{id}", DeleteAsync).WithSummary("Remove a location with its levels")
            .WithDescription("Needs a token with the role operator or admin and the location.").Faults(400, 401, 403, 404, 503);
        locations.MapPut("{id}/levels/{level}", PutLevelAsync).WithTags("Levels").WithSummary("Make a level or change its settings")
            .WithDescription("A new level is empty and `unknown` until its first reading. Needs a token with the role operator or admin and the location.")
            .Accepts<LevelSettings>("application/json").Faults(400, 401, 403, 404, 413, 415, 503);
        locations.MapDelete("{id}/levels/{level}", DeleteLevelAsync).WithTags("Levels").WithSummary("Remove a level")
            .WithDescription("Needs a token with the role operator or admin and the location.").Faults(400, 401, 403, 404, 503);
    }

    /// <summary>Every location, in the order in which they were made.</summary>
    public static async Task<IReadOnlyList<LocationStatus>> FindAllAsync(ParkingCluster cluster)
    {
        var ids = await cluster.CatalogAsync(catalog => catalog.GetLocationsAsync());
        var found = new List<LocationStatus>(ids.Count);
        foreach (var some in ids.Chunk(AskedAtOnce))
        {
            foreach (var status in await Task.WhenAll(some.Select(id => FindAsync(cluster, id))))
            {
                if (status is not null)
                    found.Add(status);
            }
        }

        return found;
    }

    private static async Task<Ok<IReadOnlyList<LocationStatus>>> ListAsync(ParkingCluster cluster) =>
        TypedResults.Ok(await FindAllAsync(cluster));

    private static async Task<Ok<LocationStatus>> GetAsync(string id, ParkingCluster cluster) =>
        TypedResults.Ok(await cluster.LocationAsync(id, location => location.GetStatusAsync()));

    private static async Task<Ok<LocationStatus>> PutAsync(string id, HttpContext http, ParkingCluster cluster, IOptions<GatewayOptions> options)
    {
        Caller.Of(http.User).RequireManage(id);
        using var body = await RequestBody.ReadAsync(http, options.Value.RequestBodyBytes);
        var settings = SettingsBody.ReadLocation(body.RootElement);
        return TypedResults.Ok(await cluster.LocationAsync(id, location => location.ConfigureAsync(settings)));
    }

    private static async Task<NoContent> DeleteAsync(string id, HttpContext http, ParkingCluster cluster)
    {
        Caller.Of(http.User).RequireManage(id);
        await cluster.LocationAsync(id, location => location.RemoveAsync());
        return TypedResults.NoContent();
    }

    private static async Task<Ok<LevelStatus>> PutLevelAsync(
        string id, string level, HttpContext http, ParkingCluster cluster, IOptions<GatewayOptions> options)
    {
        Caller.Of(http.User).RequireManage(id);
        var key = ParkingCluster.RequireLevel(id, level);
        using var body = await RequestBody.ReadAsync(http, options.Value.RequestBodyBytes);
        var settings = SettingsBody.ReadLevel(body.RootElement);
        return TypedResults.Ok(await cluster.LocationAsync(id, location => location.ConfigureLevelAsync(key.LevelId, settings)));
    }

    private static async Task<NoContent> DeleteLevelAsync(string id, string level, HttpContext http, ParkingCluster cluster)
    {
        Caller.Of(http.User).RequireManage(id);
        var key = ParkingCluster.RequireLevel(id, level);
        await cluster.LocationAsync(id, location => location.RemoveLevelAsync(key.LevelId));
        return TypedResults.NoContent();
    }

    /// <summary>A location that was removed after the catalog was read is left out.</summary>
    private static async Task<LocationStatus?> FindAsync(ParkingCluster cluster, string id)
    {
        try
        {
            return await cluster.LocationAsync(id, location => location.GetStatusAsync());
        }
        catch (UnknownLocationException)
        {
            return null;
        }
    }
}
