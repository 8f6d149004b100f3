using System.Security.Claims;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>Which role gives which permission. Pure functions.</summary>
internal static class PermissionRules
{
    private static readonly Role[] NoRoles = [];
    private static readonly Role[] Reporters = [Role.Sensor, Role.Operator, Role.Admin];
    private static readonly Role[] Operators = [Role.Operator, Role.Admin];
    private static readonly Role[] Admins = [Role.Admin];

    /// <summary>
    /// The roles that give a permission; empty when no token is needed. An operator's token of an earlier release also gives
    /// <see cref="Permission.Remove"/>.
    /// </summary>
    public static IReadOnlyList<Role> RolesOf(Permission permission) => permission switch
    {
        Permission.Anyone or Permission.Watch => NoRoles,
        Permission.Report or Permission.ReadSensor => Reporters,
        Permission.Manage or Permission.Inspect or Permission.HandleQuarantine or Permission.ReadAudit or Permission.Oversee or Permission.HandleAlarms
            => Operators,
        Permission.Remove or Permission.ManageTokens or Permission.ManageNotifications => Admins,
        _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, "There is no such permission."),
    };

    /// <summary>Whether requests with a permission may change something.</summary>
    public static bool Changes(Permission permission) => permission is Permission.Manage or Permission.Remove or Permission.ManageTokens or Permission.HandleQuarantine or Permission.HandleAlarms
        or Permission.ManageNotifications;

    /// <summary>Why a caller may not use an endpoint or hub method; null when the caller may.</summary>
    /// <param name="allowed">The required permission; null when every caller is refused.</param>
    /// <param name="user">The caller.</param>
    public static ApiError? FaultOf(AllowAttribute? allowed, ClaimsPrincipal? user) =>
        allowed is null ? ApiErrors.Forbidden("Nobody may use this.").Error : FaultOf(allowed.Permission, user);

    /// <summary>Why a caller does not have a permission; null when the caller has it.</summary>
    private static ApiError? FaultOf(Permission permission, ClaimsPrincipal? user)
    {
        if (RolesOf(permission) is not { Count: > 0 } roles)
            return null;
        var action = ActionOf(permission);
        // Whoever reads the secret of an earlier release can sign such a token: it must not become a token that outlives the secret.
        if (permission == Permission.ManageTokens && user is TokenPrincipal { Token.Key.IsLegacy: true })
            return ApiErrors.Forbidden($"{action} needs a token of this release.").Error;
        if (user?.Identity?.IsAuthenticated != true)
            return ApiErrors.Unauthorized($"{action} needs a token: Authorization: Bearer …").Error;
        foreach (var role in roles)
        {
            if (Has(user, role))
                return null;
        }

        if (permission == Permission.Remove && user is TokenPrincipal { Token.Key.IsLegacy: true } && Has(user, Role.Operator))
            return null;
        var words = roles.Select(TokenClaims.Word).ToList();
        var needed = words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
        return ApiErrors.Forbidden($"{action} needs the role {needed}.").Error;
    }

    private static bool Has(ClaimsPrincipal user, Role role) => user.HasClaim(TokenClaims.Role, TokenClaims.Word(role));

    private static string ActionOf(Permission permission) => permission switch
    {
        Permission.Report => "Sending readings",
        Permission.ReadSensor => "Looking at a sensor",
        Permission.Manage => "Changing locations and levels",
        Permission.Remove => "Removing locations, levels, corrections and history",
        Permission.ManageTokens => "Managing tokens",
        Permission.ReadAudit => "Reading the audit trail",
        Permission.Inspect => "Looking at sensors and corrections",
        Permission.Oversee => "Overseeing sites",
        Permission.HandleAlarms => "Handling alarms",
        Permission.ManageNotifications => "Managing notifications",
        Permission.HandleQuarantine => "Handling messages in quarantine",
        _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, "This permission needs no token."),
    };
}
