using LiveParking.Gateway.Access;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Api;

/// <summary><c>GET /api/v1/sign-in</c>: where people sign in.</summary>
internal static class SignInApi
{
    public static void MapSignIn(this RouteGroupBuilder api) =>
        api.MapGet("/sign-in", Get).Allow(Permission.Anyone).WithTags("Tokens").WithSummary("Where people sign in")
            .WithDescription(
                "The OpenID Connect authority of this system and how a page signs in there, by authorization code with PKCE. 404 `no-sign-in` when there is none.")
            .Faults(404);

    private static Ok<SignInAnswer> Get(IOptions<AuthOptions> options)
    {
        var auth = options.Value;
        return auth is { Authority.Length: > 0, ClientId.Length: > 0 }
            ? TypedResults.Ok(new SignInAnswer(auth.Authority, auth.ClientId, auth.Scope, auth.RoleClaim, auth.LocationClaim, auth.GroupClaim, [.. auth.Roles]))
            : throw ApiErrors.NoSignIn();
    }

    /// <summary>How a page signs in.</summary>
    /// <param name="Authority">The address of the authority.</param>
    /// <param name="ClientId">The page's client id there.</param>
    /// <param name="Scope">The scopes to ask for.</param>
    /// <param name="RoleClaim">The claim with the roles: a page shows by it what the person may do. The gateway decides.</param>
    /// <param name="LocationClaim">The claim with ids of locations.</param>
    /// <param name="GroupClaim">The claim with groups of locations.</param>
    /// <param name="Roles">What roles of the authority mean, each as <c>AUTHORITY-ROLE=ROLE</c>.</param>
    internal sealed record SignInAnswer(
        string Authority, string ClientId, string Scope, string RoleClaim, string LocationClaim, string GroupClaim, IReadOnlyList<string> Roles);
}
