using System.Collections.Concurrent;
using System.Reflection;
using LiveParking.Gateway.Errors;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Access;

/// <summary>A hub method is closed until its <see cref="AllowAttribute"/> says who may call it.</summary>
internal sealed class HubPermissionFilter(LocationGroups groups) : IHubFilter
{
    private readonly ConcurrentDictionary<MethodInfo, AllowAttribute?> _methods = new();

    /// <inheritdoc/>
    /// <exception cref="ApiException"><c>unauthorized</c> without a token, <c>forbidden</c> when the role of the token does not allow it.</exception>
    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var allowed = _methods.GetOrAdd(invocationContext.HubMethod, static method => method.GetCustomAttribute<AllowAttribute>());
        if (PermissionRules.FaultOf(allowed, invocationContext.Context.User) is { } fault)
            throw new ApiException(fault);
        return invocationContext.Context.User is TokenPrincipal { Places.UsesGroups: true } ? AfterGroupsAsync(invocationContext, next) : next(invocationContext);
    }

    private async ValueTask<object?> AfterGroupsAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        await groups.EnsureFreshAsync();
        return await next(invocationContext);
    }
}
