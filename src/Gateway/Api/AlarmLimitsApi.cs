using LiveParking.Gateway.Access;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Alarms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveParking.Gateway.Api;

/// <summary><c>/api/v1/alarm-limits</c>: when something is an alarm at a location, or at all locations of a group.</summary>
internal static class AlarmLimitsApi
{
    private const int MostBytes = 16 * 1024;

    public static void MapAlarmLimits(this RouteGroupBuilder api)
    {
        var limits = api.MapGroup("/alarm-limits").WithTags("Alarms");
        limits.MapGet("", ListAsync).Allow(Permission.Oversee).WithSummary("When something is an alarm, where that differs from the settings of the system")
            .WithDescription("The limits of locations and groups that the token is for. Needs a token with the role operator or admin.").Faults(401, 403, 503);
        Map(limits.MapGroup("/locations"), AlarmLimitsScope.Location, "a location", "Needs a token with the role operator or admin and the location.", 404);
        Map(limits.MapGroup("/groups"), AlarmLimitsScope.Group, "a group", "Needs a token with the role operator or admin and the group.");
    }

    private static void Map(RouteGroupBuilder limits, AlarmLimitsScope scope, string what, string needs, params int[] unknown)
    {
        limits.MapPut("{id}", (string id, HttpContext http, IClusterClient grains) => PutAsync(new Target(scope, id), http, grains)).Allow(Permission.Manage)
            .WithSummary($"Set the alarm limits of {what}")
            .WithDescription(
                "Sets all of them; what is absent is that of the system's settings. `batteryBelowPercent`: 1 to 99. `fullAfterMinutes`: 1 to 10,080. `driftAbovePercent`, "
                + "`disagreementAbovePercent`: 1 to 100. A location's own limit counts before those of its groups; of several groups the one that alarms first counts. The limits "
                + $"count within 5 s, that of full levels within 30 s. {needs}")
            .Accepts<AlarmLimits>("application/json").Faults([400, 401, 403, .. unknown, 409, 413, 415, 503]);
        limits.MapDelete("{id}", (string id, HttpContext http, IClusterClient grains) => DeleteAsync(new Target(scope, id), http, grains)).Allow(Permission.Manage)
            .WithSummary($"Remove the alarm limits of {what}").WithDescription(needs).Faults(400, 401, 403, 404, 503);
    }

    private static async Task<Ok<AlarmLimitsAnswer>> ListAsync(HttpContext http, IClusterClient grains)
    {
        var caller = Caller.Of(http.User);
        var list = (await grains.GetAlarmLimits().GetAsync(-1))!.Limits.Where(limits => new Target(limits.Scope, limits.Name).IsOf(caller)).ToList();
        return TypedResults.Ok(new AlarmLimitsAnswer(Named(AlarmLimitsScope.Location), Named(AlarmLimitsScope.Group)));

        Dictionary<string, AlarmLimits> Named(AlarmLimitsScope scope) =>
            list.Where(limits => limits.Scope == scope).ToDictionary(limits => limits.Name, limits => limits.Limits, StringComparer.Ordinal);
    }

    private static async Task<Ok<AlarmLimits>> PutAsync(Target target, HttpContext http, IClusterClient grains)
    {
        target.Require(Caller.Of(http.User));
        using var body = await RequestBody.ReadAsync(http, MostBytes);
        var limits = SettingsBody.ReadAlarmLimits(JsonFields.Of(body.RootElement));
        if (target.Scope == AlarmLimitsScope.Location && (await grains.GetCatalog().FindLocationsAsync([target.Name])).Count == 0)
            throw new UnknownLocationException(target.Name);
        return TypedResults.Ok((await grains.GetAlarmLimits().SetAsync(new ScopedAlarmLimits(target.Scope, target.Name, limits))).Limits);
    }

    private static async Task<NoContent> DeleteAsync(Target target, HttpContext http, IClusterClient grains)
    {
        target.Require(Caller.Of(http.User));
        return await grains.GetAlarmLimits().RemoveAsync(target.Scope, target.Name)
            ? TypedResults.NoContent()
            : throw ApiErrors.Unknown("unknown-alarm-limits", "There are no such limits", $"No alarm limits are set for {target}.");
    }

    /// <summary>What limits are for.</summary>
    private readonly record struct Target(AlarmLimitsScope Scope, string Name)
    {
        /// <summary>Whether the caller's token is for it.</summary>
        public bool IsOf(Caller caller) => Scope == AlarmLimitsScope.Location ? caller.HasLocation(Name) : caller.Covers(new TokenScope { Groups = [Name] });

        /// <exception cref="ApiException"><c>forbidden</c>: the token is for others.</exception>
        /// <exception cref="InvalidRequestException">The id is malformed.</exception>
        public void Require(Caller caller)
        {
            Slug.Require(Name, Scope == AlarmLimitsScope.Location ? "location id" : "group", "id");
            if (!IsOf(caller))
                throw ApiErrors.Forbidden($"The token is not for {this}.");
        }

        public override string ToString() => $"{(Scope == AlarmLimitsScope.Location ? "location" : "group")} '{Name}'";
    }
}
