namespace LiveParking.Gateway.Access;

/// <summary>Names and fixed values in a token.</summary>
internal static class TokenClaims
{
    /// <summary>A <see cref="Access.Role"/> in lower case.</summary>
    public const string Role = "role";

    /// <summary>The owner of the token, for audit records.</summary>
    public const string Subject = "sub";

    /// <summary>A location's id, or <see cref="EveryLocation"/>; repeatable.</summary>
    public const string Location = "location";

    /// <summary>The value of <see cref="Location"/> for all locations.</summary>
    public const string EveryLocation = "*";

    /// <summary>The issuer of all tokens.</summary>
    public const string Issuer = "live-parking";

    /// <summary>The audience of all tokens.</summary>
    public const string Audience = "live-parking";

    /// <summary>The name of a role in a token.</summary>
    public static string Word(Role role) => role switch
    {
        Access.Role.Viewer => "viewer",
        Access.Role.Sensor => "sensor",
        Access.Role.Operator => "operator",
        Access.Role.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };
}
