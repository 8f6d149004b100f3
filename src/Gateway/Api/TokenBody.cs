using System.Text.Json;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Tokens;

namespace LiveParking.Gateway.Api;

/// <summary>The request body that issues a token. Also used for the OpenAPI document. Without places the token is for all locations.</summary>
/// <param name="Role">viewer, sensor, operator or admin.</param>
/// <param name="Locations">Ids of locations.</param>
/// <param name="Groups">Groups of locations.</param>
/// <param name="Levels">For a sensor: levels as <c>location/level</c>.</param>
/// <param name="Sensors">For a sensor: ids of sensors.</param>
/// <param name="Cameras">For a viewer: ids of cameras.</param>
/// <param name="Subject">The owner, 1 to 100 characters; generated when absent.</param>
/// <param name="ExpiresIn"><c>20s</c>, <c>15m</c>, <c>12h</c> or <c>30d</c>; 30 days when absent.</param>
internal sealed record TokenBody(
    string Role,
    IReadOnlyList<string>? Locations = null,
    IReadOnlyList<string>? Groups = null,
    IReadOnlyList<string>? Levels = null,
    IReadOnlyList<string>? Sensors = null,
    IReadOnlyList<string>? Cameras = null,
    string? Subject = null,
    string? ExpiresIn = null)
{
    /// <summary>Reads the body.</summary>
    public static TokenBody Read(JsonElement body)
    {
        var fields = JsonFields.Of(body);
        return new TokenBody(
            fields.Text("role"),
            fields.OptionalTexts("locations"),
            fields.OptionalTexts("groups"),
            fields.OptionalTexts("levels"),
            fields.OptionalTexts("sensors"),
            fields.OptionalTexts("cameras"),
            fields.OptionalText("subject"),
            fields.OptionalText("expiresIn"));
    }

    /// <summary>The request to the issuer.</summary>
    /// <exception cref="ApiException">A field breaks a rule.</exception>
    /// <exception cref="InvalidRequestException">A field breaks a rule.</exception>
    public TokenRequest ToRequest() => TokenRequestRules.Require(new TokenRequest(
        TokenClaims.RoleOf(Role) ?? throw ApiErrors.Invalid("role: viewer, sensor, operator or admin is needed.", "role"),
        ExpiresIn is null
            ? TimeSpan.FromDays(TokenLifetime.DefaultDays)
            : TokenLifetime.Parse(ExpiresIn) ?? throw ApiErrors.Invalid($"expiresIn: 20s, 15m, 12h or 30d is needed, at most {TokenLifetime.MaxDays}d.", "expiresIn"),
        Subject)
    {
        Scope = new TokenScope { Locations = Locations ?? [], Groups = Groups ?? [], Levels = Levels ?? [], Sensors = Sensors ?? [], Cameras = Cameras ?? [] },
    });
}
