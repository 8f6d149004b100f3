using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.Readings;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Api;

/// <summary><c>POST /api/v1/readings</c> and <c>POST /api/v1/locations/{id}/levels/{level}/readings</c>: readings from sensors.</summary>
internal static class ReadingsApi
{
    private const string Promise =
        "Answers after the effect of the readings is stored. Who gets no answer sends them again: that has no second effect. "
        + "A reading that breaks a rule is rejected by itself. ";

    public static void MapReadings(this RouteGroupBuilder api)
    {
        api.MapPost("/locations/{id}/levels/{level}/readings", PostAsync).Allow(Permission.Report).WithTags("Readings").WithSummary("Send 1 to 1,000 readings")
            .WithDescription(Promise + "Needs a token with the role sensor, operator or admin and the location.")
            .Accepts<ReadingsRequest>("application/json").Produces<ReadingsAnswer>().Faults(400, 401, 403, 404, 413, 415, 503);
        api.MapPost("/readings", PostAddressedAsync).Allow(Permission.Report).WithTags("Readings").WithSummary("Send 1 to 1,000 readings of several levels")
            .WithDescription(
                Promise + "Each reading names its location and level. One of a level that does not exist, or of a location that the token is not for, is "
                + "rejected by itself; a request with none for the token is refused. Needs a token with the role sensor, operator or admin.")
            .Accepts<AddressedReadingsRequest>("application/json").Produces<AddressedReadingsAnswer>().Faults(400, 401, 403, 413, 415, 503);
    }

    private static async Task PostAsync(string id, string level, HttpContext http, ReadingsIntake intake, RejectedReadings rejected, IOptions<GatewayOptions> options)
    {
        var caller = Caller.Of(http.User);
        var key = RequestIds.Level(id, level);
        caller.RequireLevel(key);
        var sender = ClientKey.Of(http);
        rejected.Require(sender);
        var batch = await RequestBody.ReadAsync(http, options.Value.RequestBodyBytes, body => ReadingsReader.Read(body, caller.SensorFilter));
        if (batch.Forbidden > 0 && batch.Readings.Count == 0)
            throw ApiErrors.Forbidden("The token is not for any sensor of these readings.");
        await AnswerAsync(http, ReadingsAnswerWriter.Write(
            batch, await rejected.CountAsync(sender, batch, intake.ReportAsync(key, batch, sender, http.RequestAborted))));
    }

    private static async Task PostAddressedAsync(HttpContext http, ReadingsIntake intake, RejectedReadings rejected, IOptions<GatewayOptions> options)
    {
        var caller = Caller.Of(http.User);
        var sender = ClientKey.Of(http);
        rejected.Require(sender);
        var batch = await RequestBody.ReadAsync(
            http, options.Value.RequestBodyBytes, body => ReadingsReader.ReadAddressed(body, caller.HasLevel, caller.SensorFilter));
        if (batch.Forbidden > 0 && batch.Readings.Count == 0)
            throw ApiErrors.Forbidden("The token is not for any location, level and sensor of these readings.");
        await AnswerAsync(http, ReadingsAnswerWriter.Write(
            batch, await rejected.CountAsync(sender, batch, intake.ReportAsync(batch, sender, http.RequestAborted))));
    }

    /// <summary>Writes a response from serialised JSON.</summary>
    public static async Task AnswerAsync(HttpContext http, ReadOnlyMemory<byte> answer)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = answer.Length;
        await http.Response.BodyWriter.WriteAsync(answer, http.RequestAborted);
    }
}
