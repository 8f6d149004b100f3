using System.Security.Claims;
using LiveParking.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>A caller with a valid token. Carries the token's expiry and key, so that the caller's running work can end with the token.</summary>
/// <param name="user">The caller with the claims of the token.</param>
/// <param name="token">The token's validity.</param>
/// <param name="groups">Looks up the groups of locations.</param>
internal sealed class TokenPrincipal(ClaimsPrincipal user, AcceptedToken token, ILocationGroups groups) : ClaimsPrincipal(user.Identities)
{
    /// <summary>The token's validity.</summary>
    public AcceptedToken Token => token;

    /// <summary>Where the token is valid.</summary>
    public TokenPlaces Places { get; } = TokenPlaces.From(user.Claims);

    /// <summary>Looks up the groups of locations.</summary>
    public ILocationGroups Groups => groups;
}
