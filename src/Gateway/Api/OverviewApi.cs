using LiveParking.Gateway.Access;
using LiveParking.Gateway.Documentation;
using LiveParking.Grains.Interfaces;
using LiveParking.Gateway.Operations;
using LiveParking.Grains.Interfaces.Alarms;
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
                + "Right after a start `complete` is false while locations are still being read. For operators, locations of their tokens have `alarms` by rank.")
            .Faults(503);

    private static async Task<Ok<Overview>> GetAsync(HttpContext http, IClusterClient grains, OperationsFeed feed)
    {
        var overview = await grains.GetOverview().GetAsync();
        if (http.User is not TokenPrincipal token || PermissionRules.FaultOf(new AllowAttribute(Permission.Oversee), token) is not null)
            return TypedResults.Ok(overview);
        // The numbers are public, and do not wait for the alarms.
        if (await feed.TryGetAlarmsAsync(token.Places) is not { } open)
            return TypedResults.Ok(overview);
        var alarms = open.ToLookup(alarm => alarm.LocationId, StringComparer.Ordinal);
        var caller = Caller.Of(token);
        return TypedResults.Ok(overview with
        {
            Locations = [.. overview.Locations.Select(location => caller.HasLocation(location.Id) ? location with { Alarms = AlarmCounts.Of(alarms[location.Id]) } : location)],
        });
    }
}
