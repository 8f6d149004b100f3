using System.Security.Claims;
using LiveParking.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>Turns the claims of an authority's token into those of an own token. A pure function.</summary>
internal static class AuthorityClaims
{
    /// <summary>The claims that count here: subject, id, roles, locations and groups. Without a location, a group, a level and a camera the token is for nowhere.</summary>
    public static IEnumerable<Claim> Map(ClaimsPrincipal user, AuthOptions options)
    {
        var roles = options.Roles.ToLookup(pair => pair[..pair.LastIndexOf('=')], pair => pair[(pair.LastIndexOf('=') + 1)..], StringComparer.Ordinal);
        return Copy(TokenClaims.Subject, TokenClaims.Subject)
            .Concat(Copy(TokenClaims.Id, TokenClaims.Id))
            .Concat(user.FindAll(options.RoleClaim)
                .SelectMany(claim => roles.Contains(claim.Value) ? roles[claim.Value] : TokenClaims.RoleOf(claim.Value) is null ? [] : [claim.Value])
                .Distinct(StringComparer.Ordinal)
                .Select(role => new Claim(TokenClaims.Role, role)))
            .Concat(Copy(options.LocationClaim, TokenClaims.Location))
            .Concat(Copy(options.GroupClaim, TokenClaims.Group))
            .Concat(Copy(TokenClaims.Level, TokenClaims.Level))
            .Concat(Copy(TokenClaims.Sensor, TokenClaims.Sensor))
            .Concat(Copy(TokenClaims.Camera, TokenClaims.Camera));

        IEnumerable<Claim> Copy(string from, string to) => user.FindAll(from).Select(claim => new Claim(to, claim.Value));
    }
}
