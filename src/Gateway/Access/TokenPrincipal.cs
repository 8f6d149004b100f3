using System.Security.Claims;

namespace LiveParking.Gateway.Access;

/// <summary>A caller with a valid token. Carries the token's expiry and key, so that the caller's running work can end with the token.</summary>
/// <param name="user">The caller with the claims of the token.</param>
/// <param name="token">The token's validity.</param>
internal sealed class TokenPrincipal(ClaimsPrincipal user, AcceptedToken token) : ClaimsPrincipal(user.Identities)
{
    /// <summary>The token's validity.</summary>
    public AcceptedToken Token => token;
}
