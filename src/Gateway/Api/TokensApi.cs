using LiveParking.Gateway.Access;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Api;

/// <summary><c>/api/v1/tokens</c>: issuing, listing and revoking tokens. The issuer in the cluster signs; a gateway has no key that signs.</summary>
internal static class TokensApi
{
    private const string Needs = "Needs a token with the role admin. One that is limited to locations or groups manages tokens within these only.";

    public static void MapTokens(this RouteGroupBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("Tokens");
        tokens.MapPost("", PostAsync).Allow(Permission.ManageTokens).WithSummary("Issue a token")
            .WithDescription($"The token is in this answer and nowhere else. {Needs}")
            .Accepts<TokenBody>("application/json").Faults(400, 401, 403, 409, 413, 415, 503);
        tokens.MapGet("", ListAsync).Allow(Permission.ManageTokens).WithSummary("Tokens that have not expired")
            .WithDescription($"Oldest first, revoked ones too, never the tokens themselves. {Needs}").Faults(401, 403, 503);
        tokens.MapDelete("{id}", DeleteAsync).Allow(Permission.ManageTokens).WithSummary("Revoke a token")
            .WithDescription($"What runs on it ends within 5 s. {Needs}").Faults(400, 401, 403, 404, 503);
        tokens.MapDelete("", DeleteSubjectAsync).Allow(Permission.ManageTokens).WithSummary("Revoke all tokens of an owner")
            .WithDescription(
                "`subject`: the owner. All tokens that were issued to it until now are revoked, also those of earlier releases, which are not listed. The answer lists "
                + "the others. Needs a token with the role admin for all locations.")
            .Faults(400, 401, 403, 503);
    }

    private static async Task<Ok<TokenAnswer>> PostAsync(
        HttpContext http, IClusterClient grains, TimeProvider timeProvider, IOptions<GatewayOptions> options)
    {
        var caller = Caller.Of(http.User);
        using var body = await RequestBody.ReadAsync(http, options.Value.RequestBodyBytes);
        var request = TokenBody.Read(body.RootElement).ToRequest();
        RequireScope(caller, request.Scope);
        // Otherwise a token that ends soon could make one that does not.
        if (!caller.IsForAllLocations && caller.ExpiresAt is { } end && timeProvider.GetUtcNow() + request.Lifetime > end)
            throw ApiErrors.Invalid("expiresIn: a token that is limited to locations or groups issues no token that lasts longer than itself.", "expiresIn");
        var issued = await grains.GetTokenIssuer().IssueAsync(request, caller.Subject);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new TokenAnswer(issued.Token, issued.Record));
    }

    private static async Task<Ok<TokensAnswer>> ListAsync(HttpContext http, IClusterClient grains)
    {
        var caller = Caller.Of(http.User);
        var tokens = await grains.GetTokenIssuer().GetAsync();
        return TypedResults.Ok(new TokensAnswer([.. tokens.Where(token => caller.Covers(token.Scope))]));
    }

    private static async Task<NoContent> DeleteAsync(string id, HttpContext http, IClusterClient grains)
    {
        var caller = Caller.Of(http.User);
        var token = (await grains.GetTokenIssuer().GetAsync()).FirstOrDefault(known => known.Id == id) ?? throw ApiErrors.UnknownToken(id);
        RequireScope(caller, token.Scope);
        await grains.GetTokenIssuer().RevokeAsync(token.Id);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<TokensAnswer>> DeleteSubjectAsync(string? subject, HttpContext http, IClusterClient grains)
    {
        if (!Caller.Of(http.User).IsForAllLocations)
            throw ApiErrors.Forbidden("Revoking all tokens of an owner needs a token for all locations.");
        if (string.IsNullOrWhiteSpace(subject))
            throw ApiErrors.Invalid("subject: the owner of the tokens is needed.", "subject");
        return TypedResults.Ok(new TokensAnswer(await grains.GetTokenIssuer().RevokeSubjectAsync(subject)));
    }

    private static void RequireScope(Caller caller, TokenScope scope)
    {
        if (!caller.Covers(scope))
            throw ApiErrors.Forbidden("The token is not for all of these locations and groups.");
    }

    /// <summary>A new token.</summary>
    /// <param name="Token">The token.</param>
    /// <param name="Record">What is kept of it.</param>
    internal sealed record TokenAnswer(string Token, TokenRecord Record);

    /// <summary>A list of tokens.</summary>
    /// <param name="Tokens">The tokens, oldest first.</param>
    internal sealed record TokensAnswer(IReadOnlyList<TokenRecord> Tokens);
}
