using LiveParking.Gateway.Access;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Notifications;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveParking.Gateway.Api;

/// <summary><c>/api/v1/webhooks</c>: receivers of alarms over HTTP.</summary>
internal static class WebhooksApi
{
    private const int MostBytes = 16 * 1024;
    private const string Needs = "Needs a token with the role admin for all locations.";

    public static void MapWebhooks(this RouteGroupBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Notifications");
        webhooks.MapGet("", ListAsync).Allow(Permission.ManageNotifications).WithSummary("All webhooks").WithDescription($"By id, without their secrets. {Needs}").Faults(401, 403, 503);
        webhooks.MapGet("{id}", GetAsync).Allow(Permission.ManageNotifications).WithSummary("One webhook").WithDescription($"Without its secret. {Needs}").Faults(401, 403, 404, 503);
        webhooks.MapPut("{id}", PutAsync).Allow(Permission.ManageNotifications).WithSummary("Create or change a webhook")
            .WithDescription(
                "`url`: https or http; private addresses are refused when a request is made, unless the system allows them. `secret`: 16 to 200 characters, needed for a new one; it signs each request: "
                + "`X-LiveParking-Signature: v1=` and the HMAC-SHA256 of `timestamp.body`, hexadecimal, with `X-LiveParking-Timestamp` in Unix seconds. `X-LiveParking-Id` is the same for all attempts of an "
                + $"event: an event may come more than once. A status 2xx within 10 s is taken for delivered; everything else is tried again for 24 hours. {Needs}")
            .Accepts<WebhookBody>("application/json").Faults(400, 401, 403, 409, 413, 415, 503);
        webhooks.MapDelete("{id}", DeleteAsync).Allow(Permission.ManageNotifications).WithSummary("Remove a webhook")
            .WithDescription($"What waits for it is given up. A webhook that a notification uses can't be removed. {Needs}").Faults(400, 401, 403, 404, 503);
        webhooks.MapPost("{id}/test", TestAsync).Allow(Permission.ManageNotifications).WithSummary("Send a test event to a webhook")
            .WithDescription($"Takes no body. Answers with the event, which is on its way: see its deliveries. {Needs}").Faults(401, 403, 404, 503);
        webhooks.MapGet("{id}/deliveries", DeliveriesAsync).Allow(Permission.ManageNotifications).WithSummary("What was delivered to a webhook")
            .WithDescription($"What waits, and the last 100 events that were delivered or given up; newest first. {Needs}").Faults(401, 403, 404, 503);
    }

    private static async Task<Ok<WebhooksAnswer>> ListAsync(HttpContext http, IClusterClient grains)
    {
        RequireAll(http);
        return TypedResults.Ok(new WebhooksAnswer(await grains.GetNotifier().GetWebhooksAsync()));
    }

    private static async Task<Ok<Webhook>> GetAsync(string id, HttpContext http, IClusterClient grains)
    {
        RequireAll(http);
        return TypedResults.Ok((await grains.GetNotifier().GetWebhooksAsync()).FirstOrDefault(webhook => webhook.Id == id) ?? throw Unknown(id));
    }

    private static async Task<Ok<Webhook>> PutAsync(string id, HttpContext http, IClusterClient grains)
    {
        RequireAll(http);
        using var body = await RequestBody.ReadAsync(http, MostBytes);
        var fields = JsonFields.Of(body.RootElement);
        return TypedResults.Ok(await grains.GetNotifier().PutWebhookAsync(new Webhook(id, fields.Text("url"), fields.OptionalText("secret"))));
    }

    private static async Task<NoContent> DeleteAsync(string id, HttpContext http, IClusterClient grains)
    {
        RequireAll(http);
        return await grains.GetNotifier().RemoveWebhookAsync(id) ? TypedResults.NoContent() : throw Unknown(id);
    }

    private static async Task<Ok<AlarmEvent>> TestAsync(string id, HttpContext http, IClusterClient grains)
    {
        RequireAll(http);
        return TypedResults.Ok(await grains.GetNotifier().TestAsync(id) ?? throw Unknown(id));
    }

    private static async Task<Ok<DeliveriesAnswer>> DeliveriesAsync(string id, HttpContext http, IClusterClient grains)
    {
        RequireAll(http);
        return TypedResults.Ok(new DeliveriesAnswer(await grains.GetNotifier().GetDeliveriesAsync(id) ?? throw Unknown(id)));
    }

    /// <summary>A webhook carries alarms of whatever notification names it, and its address is a secret of whoever set it up.</summary>
    private static void RequireAll(HttpContext http)
    {
        if (!Caller.Of(http.User).IsForAllLocations)
            throw ApiErrors.Forbidden("Webhooks need a token for all locations.");
    }

    private static ApiException Unknown(string id) => ApiErrors.Unknown("unknown-webhook", "There is no such webhook", $"There is no webhook '{id}'.");
}
