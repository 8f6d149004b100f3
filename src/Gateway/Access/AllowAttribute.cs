namespace LiveParking.Gateway.Access;

/// <summary>The permission that an endpoint or hub method requires. Without this attribute every caller is refused.</summary>
/// <param name="permission">What the caller needs.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AllowAttribute(Permission permission) : Attribute
{
    /// <summary>What the caller needs.</summary>
    public Permission Permission { get; } = permission;
}
