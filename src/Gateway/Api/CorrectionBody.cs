using System.Text.Json;
using LiveParking.Gateway.Json;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Api;

/// <summary>The request body that corrects a level's occupancy. Also used for the OpenAPI document.</summary>
/// <param name="Occupied">Cars on the level, 0 to 1,000,000.</param>
/// <param name="Reason">The reason, for people; 1 to 500 characters.</param>
/// <param name="Id">Id of this correction, so that sending it again has no second effect; 1 to 64 characters; generated when absent.</param>
internal sealed record CorrectionBody(int Occupied, string Reason, string? Id = null)
{
    /// <summary>Reads <c>{occupied, reason, id?}</c>.</summary>
    public static CorrectionBody Read(JsonElement body)
    {
        var fields = JsonFields.Of(body);
        return new CorrectionBody(fields.Whole("occupied"), fields.Text("reason"), fields.OptionalText("id"));
    }

    /// <summary>The correction as a grain request.</summary>
    public CorrectionRequest By(string subject) => new(Id ?? Guid.NewGuid().ToString("N"), Occupied, Reason, subject);
}
