using System.Security.Claims;
using LiveParking.Tokens;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>The last step for a token whose signature, issuer, audience and expiry are right, whoever issued it.</summary>
/// <param name="trust">Says which tokens are revoked.</param>
/// <param name="cache">Keeps accepted tokens.</param>
/// <param name="groups">Looks up the groups of locations.</param>
internal sealed class TokenAcceptance(TokenTrust trust, ValidatedTokenCache cache, LocationGroups groups)
{
    /// <summary>Refuses a revoked token; otherwise attaches its validity and its places to the caller, and caches it.</summary>
    /// <param name="context">The validated token.</param>
    /// <param name="token">The same token.</param>
    /// <param name="key">The key that signed it.</param>
    /// <param name="user">The caller, with the claims that count here.</param>
    /// <param name="isFromAuthority">Whether an OpenID Connect authority issued it.</param>
    public void Accept(TokenValidatedContext context, JsonWebToken token, TokenKey key, ClaimsPrincipal user, bool isFromAuthority)
    {
        var now = (context.Options.TimeProvider ?? TimeProvider.System).GetUtcNow();
        var accepted = new AcceptedToken(
            AcceptedToken.HashOf(token),
            new DateTimeOffset(token.ValidTo, TimeSpan.Zero),
            key,
            user.FindFirst(TokenClaims.Id)?.Value,
            user.FindFirst(TokenClaims.Subject)?.Value,
            token.IssuedAt == DateTime.MinValue ? DateTimeOffset.MinValue : new DateTimeOffset(token.IssuedAt, TimeSpan.Zero))
        {
            FromAuthority = isFromAuthority ? token.EncodedToken : null,
        };
        if (FaultOf(accepted, now) is { } fault)
        {
            context.Fail(fault);
            return;
        }

        var principal = new TokenPrincipal(user, accepted, groups);
        context.Principal = principal;
        cache.Remember(token.EncodedToken, principal, TokenValidation.ClockSkew);
    }

    private SecurityTokenException? FaultOf(AcceptedToken token, DateTimeOffset now)
    {
        // What was revoked is not known yet: a token that is accepted now may be one of those.
        if (trust.IssuerVersion is null)
            return new IssuerUnknownException();
        // Revoking an owner ends what was issued until now: a token of the future would escape that.
        if (token.IssuedAt > now + 2 * TokenValidation.ClockSkew)
            return new SecurityTokenException("The token is from the future.");
        return trust.RefusalOf(token) is { } refusal ? new RevokedTokenException(refusal.Detail) : null;
    }
}

/// <summary>The issuer has not said yet which tokens are revoked.</summary>
internal sealed class IssuerUnknownException() : SecurityTokenException("The issuer of tokens has not answered yet.");

/// <summary>The token was revoked.</summary>
internal sealed class RevokedTokenException(string? message) : SecurityTokenException(message);
