using System.Text.Json;
using LiveParking.Gateway.Access;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Operations;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveParking.Gateway.Api;

/// <summary><c>GET /api/v1/alarms</c>: what is wrong, and what was.</summary>
internal static class AlarmsApi
{
    /// <summary>Maximum concurrent calls to places.</summary>
    private const int AskedAtOnce = 32;

    public static void MapAlarms(this RouteGroupBuilder api) =>
        api.MapGet("/alarms", GetAsync).Allow(Permission.Oversee).WithTags("Alarms").WithSummary("What is wrong now, or was in a time range")
            .WithDescription(
                "Without `from` and `to`: the alarms that are not cleared, in the order of their beginning. With one of them: all alarms of that time, newest first, cleared ones "
                + "too; these are kept for 90 days. `state`: active, acknowledged, shelved or cleared. `rank`: high, medium or low. `location`: one location, `group`: the locations "
                + "of one group. Needs a token with the role operator or admin, and shows the alarms of its locations; those of the system as a whole need a token for all locations.")
            .Faults(400, 401, 403, 503);

    private static async Task<Ok<AlarmsAnswer>> GetAsync(HttpContext http, OperationsFeed feed, IClusterClient grains, TimeProvider timeProvider)
    {
        var filter = new AlarmFilter(Word<AlarmState>("state"), Word<AlarmRank>("rank"), Value("location"), Value("group")).Required();
        if (filter.Location is { } location)
            Caller.Of(http.User).RequireLocation(location);
        var places = (http.User as TokenPrincipal)?.Places ?? TokenPlaces.Nowhere;
        http.Response.Headers.CacheControl = "no-store";
        if (Value("from") is null && Value("to") is null)
            return TypedResults.Ok(new AlarmsAnswer(await feed.GetAlarmsAsync(places, filter)));
        var period = Period.Of(Value("from"), Value("to"), timeProvider);
        return TypedResults.Ok(new AlarmsAnswer(await FindAsync(grains, new AlarmView(places, filter), filter, new AlarmQuery(period.From, period.To), http.RequestAborted)));

        string? Value(string name) => http.Request.Query[name] is [{ Length: > 0 } value] ? value : null;

        T? Word<T>(string name)
            where T : struct, Enum
        {
            if (Value(name) is not { } text)
                return null;
            foreach (var word in Enum.GetValues<T>())
            {
                if (JsonNamingPolicy.CamelCase.ConvertName(word.ToString()) == text)
                    return word;
            }

            throw ApiErrors.Invalid($"{name} has to be {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.", name);
        }
    }

    private static async Task<IReadOnlyList<Alarm>> FindAsync(
        IClusterClient grains, AlarmView view, AlarmFilter filter, AlarmQuery query, CancellationToken cancellationToken)
    {
        IEnumerable<string?> asked = filter.Location is { } only ? [only] : [null, .. await grains.GetCatalog().GetLocationsAsync()];
        var groups = (await grains.GetCatalog().GetGroupsAsync(-1))?.Groups;
        List<Alarm> found = [];
        foreach (var some in asked.Where(place => view.MaySee(place, GroupsOf(place))).Chunk(AskedAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var alarms in await Task.WhenAll(some.Select(place => grains.GetAlarms(place).FindAsync(query))))
                found.AddRange(alarms.Select(alarm => alarm with { Groups = GroupsOf(alarm.LocationId) }).Where(view.Shows));
        }

        return [.. found.OrderByDescending(alarm => alarm.Since).ThenBy(alarm => alarm.Id, StringComparer.Ordinal)];

        IReadOnlyList<string>? GroupsOf(string? locationId) => locationId is null ? null : groups?.GetValueOrDefault(locationId);
    }
}
