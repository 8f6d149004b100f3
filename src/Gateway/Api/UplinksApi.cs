using LiveParking.Gateway.Access;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.Readings;
using LiveParking.Gateway.Uplinks;
using LiveParking.Grains.Interfaces;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Api;

/// <summary><c>POST /api/v1/uplinks/{mapping}</c>: sensor networks push uplinks over HTTP, and a mapping turns them into readings.</summary>
internal static class UplinksApi
{
    public static void MapUplinks(this RouteGroupBuilder api) =>
        api.MapPost("/uplinks/{mapping}", PostAsync).Allow(Permission.Report).WithTags("Readings").WithSummary("An uplink of a sensor network")
            .WithDescription(
                "For webhooks of The Things Stack, ChirpStack and others. The mapping, from the gateway's file of mappings, says what it means. An uplink that "
                + "means nothing, or comes from a device that no table names, is answered with no results and the reason: networks stop sending to an address that "
                + "answers with errors. Needs a token with the role sensor, operator or admin and the locations of the devices.")
            .Accepts<object>("application/json").Produces<UplinkAnswer>().Faults(400, 401, 403, 404, 413, 415, 503);

    private static async Task PostAsync(
        string mapping, HttpContext http, ReadingsIntake intake, RejectedReadings rejected, UplinkMappings mappings, IOptions<GatewayOptions> options)
    {
        var caller = Caller.Of(http.User);
        var sender = ClientKey.Of(http);
        rejected.Require(sender);
        var name = Slug.Require(mapping, "name of a mapping", "mapping");
        var uplink = await RequestBody.ReadAsync(http, options.Value.RequestBodyBytes, body => mappings.MapNamed(name, body.ToArray()))
            ?? throw ApiErrors.UnknownMapping(name);
        if (uplink.Readings is not { } readings)
        {
            await http.Response.WriteAsJsonAsync(new UplinkAnswer([], [], uplink.Ignored), http.RequestAborted);
            return;
        }

        var batch = ReadingsReader.ReadAddressed(readings.Span, caller.HasLevel, caller.SensorFilter);
        if (batch.Forbidden > 0 && batch.Readings.Count == 0)
            throw ApiErrors.Forbidden("The token is not for the location, level or sensor of this device.");
        await ReadingsApi.AnswerAsync(http, ReadingsAnswerWriter.Write(
            batch, await rejected.CountAsync(sender, batch, intake.ReportAsync(batch, sender, http.RequestAborted))));
    }
}
