namespace LiveParking.Gateway.Access;

/// <summary>Says who may use an endpoint or call a hub method. Without it nobody may.</summary>
/// <param name="permission">What the caller needs.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AllowAttribute(Permission permission) : Attribute
{
    /// <summary>What the caller needs.</summary>
    public Permission Permission { get; } = permission;
}
