using LiveParking.Gateway.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections;

namespace LiveParking.Gateway.Sockets;

/// <summary>Lets hubs send directly on the sockets of their WebSockets where possible. Clients see no difference.</summary>
internal static class DirectSending
{
    /// <summary>Prepares requests; must run before the WebSocket middleware.</summary>
    public static IApplicationBuilder UseDirectUpgrades(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        DirectUpgrade.Offer(http);
        return next(http);
    });

    /// <summary>Adds direct sending to the connections of a hub; must be added before the hub.</summary>
    /// <param name="builder">The connections.</param>
    /// <param name="timeout">How long a client may read nothing before it is dropped.</param>
    public static IConnectionBuilder UseDirectSending(this IConnectionBuilder builder, TimeSpan timeout)
    {
        var time = builder.ApplicationServices.GetRequiredService<TimeProvider>();
        return builder.Use(next => connection =>
        {
            if (connection.GetHttpContext()?.Features.Get<DirectSocket>() is { } direct
                && connection.Features.Get<ITransferFormatFeature>() is { } format)
            {
                var writer = new MessageWriter(connection.Transport.Output, direct, format);
                connection.Transport = new DuplexPipe(connection.Transport.Input, writer);
                connection.Features.Set(direct);
                var watch = new SlowClientWatchdog(direct, connection, timeout, time);
                connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(static state => ((SlowClientWatchdog)state).Check(), watch);
            }

            return next(connection);
        });
    }
}
