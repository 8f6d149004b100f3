using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Tokens;

/// <summary>Names and fixed values in a token.</summary>
public static class TokenClaims
{
    /// <summary>A <see cref="Grains.Interfaces.Access.Role"/> in lower case.</summary>
    public const string Role = "role";

    /// <summary>The owner of the token, for audit records.</summary>
    public const string Subject = "sub";

    /// <summary>The id of the token. Tokens of earlier releases have none.</summary>
    public const string Id = "jti";

    /// <summary>A location's id, or <see cref="EveryLocation"/>; repeatable.</summary>
    public const string Location = "location";

    /// <summary>A group of locations; repeatable.</summary>
    public const string Group = "group";

    /// <summary>A level as <c>location/level</c>, which narrows the token; repeatable.</summary>
    public const string Level = "level";

    /// <summary>A sensor's id, which narrows the token; repeatable.</summary>
    public const string Sensor = "sensor";

    /// <summary>A camera's id, which narrows the token; repeatable.</summary>
    public const string Camera = "camera";

    /// <summary>The value of <see cref="Location"/> for all locations.</summary>
    public const string EveryLocation = "*";

    /// <summary>The issuer of all tokens of this system.</summary>
    public const string Issuer = "live-parking";

    /// <summary>The audience of all tokens.</summary>
    public const string Audience = "live-parking";

    /// <summary>The name of a role in a token.</summary>
    public static string Word(Role role) => role switch
    {
        Grains.Interfaces.Access.Role.Viewer => "viewer",
        Grains.Interfaces.Access.Role.Sensor => "sensor",
        Grains.Interfaces.Access.Role.Operator => "operator",
        Grains.Interfaces.Access.Role.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };

    /// <summary>The role with a name; null for any other word.</summary>
    public static Role? RoleOf(string? word) => word switch
    {
        "viewer" => Grains.Interfaces.Access.Role.Viewer,
        "sensor" => Grains.Interfaces.Access.Role.Sensor,
        "operator" => Grains.Interfaces.Access.Role.Operator,
        "admin" => Grains.Interfaces.Access.Role.Admin,
        _ => null,
    };
}
