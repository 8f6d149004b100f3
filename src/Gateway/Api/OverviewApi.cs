using LiveParking.Gateway.Access;
using LiveParking.Gateway.Documentation;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveParking.Gateway.Api;

/// <summary><c>GET /api/v1/overview</c>: all sites at a glance.</summary>
internal static class OverviewApi
{
    public static void MapOverview(this RouteGroupBuilder api) =>
        api.MapGet("/overview", GetAsync).Allow(Permission.Anyone).WithTags("Locations").WithSummary("All locations at a glance")
            .WithDescription(
                "A summary of each location, in the order in which they were made: one cheap call however many levels there are. "
                + "Right after a start `complete` is false while locations are still being read.")
            .Faults(503);

    private static async Task<Ok<Overview>> GetAsync(IClusterClient grains) =>
        TypedResults.Ok(await grains.GetOverview().GetAsync());
}
