using System.Security.Claims;

namespace LiveParking.Gateway.Access;

/// <summary>A caller who sent a good token. Carries what the token depends on, so that what runs for the caller can end with it.</summary>
/// <param name="user">The caller with the claims of the token.</param>
/// <param name="token">What makes the token good.</param>
internal sealed class TokenPrincipal(ClaimsPrincipal user, AcceptedToken token) : ClaimsPrincipal(user.Identities)
{
    /// <summary>What makes the token good.</summary>
    public AcceptedToken Token => token;
}
