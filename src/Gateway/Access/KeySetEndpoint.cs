using System.Net.Mime;

namespace LiveParking.Gateway.Access;

/// <summary><c>GET /.well-known/jwks.json</c>: the public keys of the issuer as a JSON Web Key Set (RFC 7517).</summary>
internal static class KeySetEndpoint
{
    /// <summary>Maps the endpoint.</summary>
    public static void MapKeySet(this IEndpointRouteBuilder app) =>
        app.MapGet("/.well-known/jwks.json", (TokenTrust trust, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=5";
            return TypedResults.Text($"{{\"keys\":[{string.Join(',', trust.PublicKeys)}]}}", MediaTypeNames.Application.Json);
        }).Allow(Permission.Anyone).WithTags("Tokens").WithSummary("The public keys of the issuer")
            .WithDescription("A JSON Web Key Set (RFC 7517): with these keys everybody can verify the tokens of this system.");
}
