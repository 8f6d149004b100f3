using LiveParking.Tokens;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LiveParking.Gateway.Access;

/// <summary>The authentication schemes: tokens of the own issuer, and tokens of an OpenID Connect authority where one is set.</summary>
internal static class TokenSchemes
{
    /// <summary>Tokens of the own issuer.</summary>
    public const string Own = JwtBearerDefaults.AuthenticationScheme;

    /// <summary>Tokens of the authority.</summary>
    public const string Authority = "Authority";

    /// <summary>Either, by the token of the request.</summary>
    public const string Either = "Token";

    /// <summary>The scheme of all requests. Choosing between two costs time on each request, so a gateway without an authority does not choose.</summary>
    public static string DefaultOf(AuthOptions options) => options.Authority.Length == 0 ? Own : Either;

    /// <summary>The scheme of a request where an authority is set. The handler of the chosen scheme verifies the token; here its issuer is only read.</summary>
    public static string Of(HttpContext http, ValidatedTokenCache cache)
    {
        var token = SentToken.Of(http.Request);
        if (token.Length is 0 or > ValidatedTokenCache.MaxTokenLength || cache.Knows(token))
            return Own;
        try
        {
            return new JsonWebToken(token.ToString()).Issuer == TokenClaims.Issuer ? Own : Authority;
        }
        catch (ArgumentException)
        {
            return Own;
        }
    }
}
