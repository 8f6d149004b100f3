using System.Text.Json;
using LiveParking.Gateway.Access;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Notifications;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveParking.Gateway.Api;

/// <summary><c>/api/v1/notifications</c>: who is notified of which alarms.</summary>
internal static class NotificationsApi
{
    private const int MostBytes = 16 * 1024;

    private const string Needs =
        "Needs a token with the role admin. A token for some groups manages the notifications of these groups; one without `groups` needs a token for all locations.";

    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Notifications");
        notifications.MapGet("", ListAsync).Allow(Permission.ManageNotifications).WithSummary("Who is told of which alarms")
            .WithDescription($"Those that the caller may manage, by id. {Needs}").Faults(401, 403, 503);
        notifications.MapGet("{id}", GetAsync).Allow(Permission.ManageNotifications).WithSummary("One notification").WithDescription(Needs).Faults(401, 403, 404, 503);
        notifications.MapPut("{id}", PutAsync).Allow(Permission.ManageNotifications).WithSummary("Create or change a notification")
            .WithDescription(
                "`receiver`: webhook, with the id of one as `target`, or email, with an address. `rank`: alarms of this rank and worse; medium when absent. `groups`: only locations of these groups. "
                + "`hours`: OSM opening_hours syntax, in `timeZone`; an alarm outside of them is not told later. `coolDownSeconds`: after telling an alarm, others of its kind and location are not told for so "
                + $"long. Who is told that an alarm began is told that it is over. {Needs}")
            .Accepts<NotificationBody>("application/json").Faults(400, 401, 403, 409, 413, 415, 503);
        notifications.MapDelete("{id}", DeleteAsync).Allow(Permission.ManageNotifications).WithSummary("Remove a notification").WithDescription(Needs).Faults(401, 403, 404, 503);
    }

    private static async Task<Ok<NotificationsAnswer>> ListAsync(HttpContext http, IClusterClient grains)
    {
        var caller = Caller.Of(http.User);
        return TypedResults.Ok(new NotificationsAnswer([.. (await grains.GetNotifier().GetRulesAsync()).Where(rule => MayManage(caller, rule))]));
    }

    private static async Task<Ok<NotificationRule>> GetAsync(string id, HttpContext http, IClusterClient grains) => TypedResults.Ok(await FindAsync(id, http, grains));

    private static async Task<Ok<NotificationRule>> PutAsync(string id, HttpContext http, IClusterClient grains)
    {
        using var body = await RequestBody.ReadAsync(http, MostBytes);
        var fields = JsonFields.Of(body.RootElement);
        var rule = new NotificationRule(
            id,
            fields.Word("receiver", ("webhook", NotificationReceiver.Webhook), ("email", NotificationReceiver.Email)),
            fields.Text("target"),
            body.RootElement.TryGetProperty("rank", out _) ? fields.Word("rank", ("high", AlarmRank.High), ("medium", AlarmRank.Medium), ("low", AlarmRank.Low)) : AlarmRank.Medium,
            fields.OptionalTexts("groups"),
            fields.OptionalText("hours"),
            fields.OptionalText("timeZone"),
            fields.OptionalWhole("coolDownSeconds") ?? 0);
        var caller = Caller.Of(http.User);
        // Neither may another's rule be taken over.
        if (!MayManage(caller, rule) || ((await grains.GetNotifier().GetRulesAsync()).FirstOrDefault(known => known.Id == id) is { } before && !MayManage(caller, before)))
            throw ApiErrors.Forbidden("The token is not for the locations of this notification.");
        return TypedResults.Ok(await grains.GetNotifier().PutRuleAsync(rule));
    }

    private static async Task<NoContent> DeleteAsync(string id, HttpContext http, IClusterClient grains)
    {
        await FindAsync(id, http, grains);
        return await grains.GetNotifier().RemoveRuleAsync(id) ? TypedResults.NoContent() : throw Unknown(id);
    }

    private static async Task<NotificationRule> FindAsync(string id, HttpContext http, IClusterClient grains)
    {
        var rule = (await grains.GetNotifier().GetRulesAsync()).FirstOrDefault(known => known.Id == id);
        if (rule is not null && !MayManage(Caller.Of(http.User), rule))
            throw ApiErrors.Forbidden("The token is not for the locations of this notification.");
        return rule ?? throw Unknown(id);
    }

    private static bool MayManage(Caller caller, NotificationRule rule) =>
        rule.Groups is { Count: > 0 } groups ? caller.Covers(new TokenScope { Groups = groups }) : caller.IsForAllLocations;

    private static ApiException Unknown(string id) => ApiErrors.Unknown("unknown-notification", "There is no such notification", $"There is no notification '{id}'.");
}
