namespace LiveParking.Gateway.Access;

/// <summary>Says who may use endpoints.</summary>
internal static class EndpointPermissionsExtensions
{
    /// <summary>Opens endpoints for callers with a permission.</summary>
    public static TBuilder Allow<TBuilder>(this TBuilder endpoints, Permission permission)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new AllowAttribute(permission));
}
