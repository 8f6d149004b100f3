using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Access;

/// <summary>Closes a hub connection when its token expires or its key is removed.</summary>
internal sealed class HubAccessFilter(AccessMonitor monitor, TimeProvider timeProvider) : IHubFilter
{
    private static readonly object Key = new();

    /// <inheritdoc/>
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var connection = context.Context;
        var user = HubUser.Now(connection);
        // Over other transports a connection without a token stays anonymous.
        if (user() is TokenPrincipal || connection.Features.Get<IHttpTransportFeature>()?.TransportType == HttpTransportType.LongPolling)
            connection.Items[Key] = new HubConnectionAccess(monitor.Begin(user), connection.Features, timeProvider);
        return next(context);
    }

    /// <inheritdoc/>
    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        if (context.Context.Items.TryGetValue(Key, out var access))
            ((HubConnectionAccess)access!).Dispose();
        return next(context, exception);
    }
}
