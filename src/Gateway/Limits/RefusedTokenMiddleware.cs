using LiveParking.Gateway.Access;
using LiveParking.Gateway.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Answers 401 to an invalid token, even where no token is needed. A client with an expired token must see an error instead of silently becoming
/// anonymous. An address that sends many invalid tokens gets 429.
/// </summary>
internal sealed class RefusedTokenMiddleware(RequestDelegate next, TokenFailureLimiter failures)
{
    public async Task InvokeAsync(HttpContext http)
    {
        // The result is cached. A failure leaves no other trace in the request.
        if (http.User.Identity?.IsAuthenticated != true && await http.AuthenticateAsync() is var result && Detail(http, result) is { } detail)
        {
            // That is no fault of the token, and the request may succeed in a moment. Why the gateway is not ready is told without a token.
            if (result.Failure is IssuerUnknownException)
            {
                if (!http.Request.Path.StartsWithSegments("/health"))
                    throw ApiErrors.Unavailable(result.Failure.Message);
                await next(http);
                return;
            }

            http.Items[ProblemResponse.InvalidTokenKey] = true;
            failures.Count(http.Connection.RemoteIpAddress);
            throw ApiErrors.Unauthorized(detail);
        }

        await next(http);
    }

    /// <summary>The reason why the request's token is invalid; null when it is valid or absent.</summary>
    private static string? Detail(HttpContext http, AuthenticateResult result) => result switch
    {
        { Failure: not null } when SentToken.IsAmbiguous(http.Request) => "A request has one Authorization header at most.",
        { Failure: SecurityTokenExpiredException expired } =>
            $"The token expired at {expired.Expires:yyyy-MM-dd'T'HH:mm:ss'Z'}.",
        { Failure: RevokedTokenException revoked } => revoked.Message,
        { Failure: SecurityTokenSignatureKeyNotFoundException } => "The token was signed with a key that is not, or no longer, accepted here.",
        { Failure: SecurityTokenInvalidSignatureException } => "The signature of the token is wrong.",
        { Failure: SecurityTokenMalformedException } => "What was sent is not a token.",
        { Failure: not null } => "The token is not good here.",
        { None: true } when http.Request.Headers.Authorization is { Count: > 0 } header && !string.IsNullOrWhiteSpace(header[0]) =>
            "The Authorization header has to be: Bearer, a space, the token.",
        _ => null,
    };
}
