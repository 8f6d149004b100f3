using LiveParking.Gateway.Access;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Mqtt;
using LiveParking.Gateway.Quarantine;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Quarantine;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveParking.Gateway.Api;

/// <summary><c>/api/v1/quarantine</c>: messages that could not be processed, for operators to replay or delete.</summary>
internal static class QuarantineApi
{
    private const string Needs =
        "Needs a token with the role operator or admin and the location of the message; one whose location is not known needs a token for all locations.";

    public static void MapQuarantine(this RouteGroupBuilder api)
    {
        var quarantine = api.MapGroup("/quarantine").WithTags("Quarantine");
        quarantine.MapGet("", ListAsync).Allow(Permission.HandleQuarantine).WithSummary("Messages in quarantine")
            .WithDescription($"MQTT messages that could not be processed while everything else worked, oldest first, those of the caller's locations. {Needs}")
            .Faults(401, 403, 503);
        quarantine.MapGet("{id}", GetAsync).Allow(Permission.HandleQuarantine).WithSummary("One message in quarantine")
            .WithDescription($"With its payload: as `text` when that is UTF-8, otherwise as `base64`. {Needs}").Faults(400, 401, 403, 404, 503);
        quarantine.MapDelete("{id}", DeleteAsync).Allow(Permission.HandleQuarantine).WithSummary("Delete a message in quarantine")
            .WithDescription($"For good. {Needs}").Faults(400, 401, 403, 404, 503);
        quarantine.MapPost("{id}/replay", ReplayAsync).Allow(Permission.HandleQuarantine).WithSummary("Process a message in quarantine again")
            .WithDescription(
                "Takes no body. Answers with what became of the readings, and the message leaves the quarantine. When it fails again it stays with the new reason: "
                + $"503 `unavailable` when it may succeed later, 409 `replay-failed` when the message itself can't be processed. Readings count once. {Needs}")
            .Produces<UplinkAnswer>().Faults(400, 401, 403, 404, 409, 503);
    }

    private static async Task<Ok<QuarantineAnswer>> ListAsync(HttpContext http, IClusterClient grains)
    {
        var caller = Caller.Of(http.User);
        var list = await grains.GetQuarantine().GetAsync();
        return TypedResults.Ok(new QuarantineAnswer([.. list.Messages.Where(entry => caller.MayHandleQuarantineOf(entry.LocationId))], list.Dropped));
    }

    private static async Task<Ok<QuarantinedMessageAnswer>> GetAsync(string id, HttpContext http, IClusterClient grains) =>
        TypedResults.Ok(QuarantinedMessageAnswer.Of(await FindAsync(id, http, grains)));

    private static async Task<NoContent> DeleteAsync(string id, HttpContext http, IClusterClient grains)
    {
        var (caller, known) = Require(id, http);
        // The payload is not needed, and it may be the part that can't be read.
        var list = await grains.GetQuarantine().GetAsync();
        RequirePlace(caller, list.Messages.FirstOrDefault(entry => entry.Id == known) ?? throw ApiErrors.UnknownMessage(known));
        if (!await grains.GetQuarantine().RemoveAsync(known))
            throw ApiErrors.UnknownMessage(known);
        return TypedResults.NoContent();
    }

    private static async Task ReplayAsync(string id, HttpContext http, IClusterClient grains, MessageReplay replay) =>
        await ReadingsApi.AnswerAsync(http, await replay.ReplayAsync(await FindAsync(id, http, grains)));

    /// <summary>A message that the caller may handle.</summary>
    private static async Task<QuarantineContent> FindAsync(string id, HttpContext http, IClusterClient grains)
    {
        var (caller, known) = Require(id, http);
        var content = await grains.GetQuarantine().FindAsync(known) ?? throw ApiErrors.UnknownMessage(known);
        RequirePlace(caller, content.Entry);
        return content;
    }

    private static (Caller Caller, string Id) Require(string id, HttpContext http)
    {
        var caller = Caller.Of(http.User);
        return (caller, Slug.Require(id, "id of a message", "id"));
    }

    private static void RequirePlace(Caller caller, QuarantineEntry entry)
    {
        if (!caller.MayHandleQuarantineOf(entry.LocationId))
            throw ApiErrors.Forbidden("The token is not for the location of this message.");
    }
}
