using System.Text.Json;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Api;

/// <summary>The body with which a level's number is corrected; stands here for the OpenAPI document too.</summary>
/// <param name="Occupied">Cars that are there, 0 to 1,000,000.</param>
/// <param name="Reason">Why, for people; 1 to 500 characters.</param>
/// <param name="Id">Names this correction, so that sending it again has no second effect; 1 to 64 characters; a new one when absent.</param>
internal sealed record CorrectionBody(int Occupied, string Reason, string? Id = null)
{
    /// <summary>Reads <c>{occupied, reason, id?}</c>.</summary>
    public static CorrectionBody Read(JsonElement body)
    {
        var fields = JsonFields.Of(body);
        return new CorrectionBody(fields.Whole("occupied"), fields.Text("reason"), fields.OptionalText("id"));
    }

    /// <summary>The correction as the level takes it.</summary>
    public CorrectionRequest By(string subject) => new(Id ?? Guid.NewGuid().ToString("N"), Occupied, Reason, subject);
}
