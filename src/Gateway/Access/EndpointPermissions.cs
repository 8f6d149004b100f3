using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Tokens;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace LiveParking.Gateway.Access;

/// <summary>
/// The policy of all endpoints: an endpoint is closed until its <see cref="AllowAttribute"/> says who may use it. A request without an endpoint passes: its
/// answer is 404 or a file of the page. So does an endpoint of the framework that only answers 405 or 415; these have no metadata.
/// </summary>
internal sealed class EndpointPermissions(LocationGroups groups) : AuthorizationHandler<EndpointPermissions.Requirement>, IAuthorizationMiddlewareResultHandler
{
    /// <summary>The only requirement.</summary>
    public static AuthorizationPolicy Policy { get; } = new AuthorizationPolicyBuilder().AddRequirements(new Requirement()).Build();

    /// <inheritdoc/>
    /// <exception cref="ApiException"><c>unauthorized</c> without a token, <c>forbidden</c> when the role of the token does not allow it.</exception>
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Succeeded)
            throw new ApiException(FaultOf(context) ?? ApiErrors.Forbidden("The token does not allow this.").Error);
        if (context.User is TokenPrincipal { Places.UsesGroups: true })
            await groups.EnsureFreshAsync();
        if (context.GetEndpoint()?.Metadata.GetMetadata<AllowAttribute>()?.Permission is { } permission && PermissionRules.Changes(permission))
        {
            // Unique, also among gateways: all attempts of this request are one entry of the audit trail.
            (Caller.AuthorOf(context) with { RequestId = Guid.NewGuid().ToString("N") }).SendAlong();
        }

        await next(context);
    }

    /// <inheritdoc/>
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
    {
        if (context.Resource is HttpContext http && FaultOf(http) is null)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static ApiError? FaultOf(HttpContext http) => http.GetEndpoint() is { } endpoint and (RouteEndpoint or { Metadata.Count: > 0 })
        ? PermissionRules.FaultOf(endpoint.Metadata.GetMetadata<AllowAttribute>(), http.User)
        : null;

    /// <summary>That the endpoint's <see cref="AllowAttribute"/> is fulfilled.</summary>
    internal sealed class Requirement : IAuthorizationRequirement;
}
