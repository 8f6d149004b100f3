namespace LiveParking.Grains.Interfaces.Access;

/// <summary>
/// With mutual TLS, a program that is neither a silo nor a gateway may call the grain method, when it sends a token with one of these roles for the place
/// of the grain. Without this attribute the method is closed to programs.
/// </summary>
/// <param name="roles">The roles; none for every role.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToProgramsAttribute(params Role[] roles) : Attribute
{
    /// <summary>The roles; none for every role.</summary>
    public IReadOnlyList<Role> Roles { get; } = roles;
}
