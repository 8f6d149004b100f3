using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Frames;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.MessagePack;
using LiveParking.Gateway.Operations;
using LiveParking.Gateway.Parking;
using LiveParking.Gateway.Protocols;
using LiveParking.Gateway.Sockets;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Hosting;

/// <summary>Adds and maps the hubs.</summary>
internal static class HubServiceCollectionExtensions
{
    /// <summary>Maximum bytes buffered for a client in this process before the sender waits.</summary>
    private const int SendBufferBytes = 16 * 1024;

    /// <summary>How long a client may read nothing before it is dropped: the same as the client timeout.</summary>
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Ping interval of an idle connection. A client uses the pings to know that its numbers are current: it marks them stale after 6 s of silence,
    /// so one ping may be late.
    /// </summary>
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(4);

    private static readonly Dictionary<string, Type> SharedEvents = new(StringComparer.Ordinal)
    {
        [nameof(IParkingClient.ParkingUpdate)] = typeof(LevelStatus),
        [nameof(IOperationsClient.OverviewChanged)] = typeof(OverviewChange),
        [nameof(IOperationsClient.AlarmChanged)] = typeof(Alarm),
    };

    /// <summary>Adds the hubs and their protocols.</summary>
    public static IServiceCollection AddGatewayHubs(this IServiceCollection services)
    {
        services.AddSingleton<HubErrorFilter>();
        services.AddSignalR()
            .AddJsonProtocol(options => WireJson.Apply(options.PayloadSerializerOptions))
            .AddMessagePackProtocol(options => options.SerializerOptions = WireMessagePack.Options);
        services.AddOptions<HubOptions>().Configure<IOptions<GatewayOptions>>((hub, options) =>
        {
            hub.MaximumReceiveMessageSize = options.Value.HubMessageBytes;
            hub.MaximumParallelInvocationsPerClient = 8;
            hub.StreamBufferCapacity = 1;
            hub.KeepAliveInterval = PingInterval;
            hub.EnableDetailedErrors = false;
            hub.AddFilter<HubErrorFilter>();
            hub.AddFilter<HubAccessFilter>();
            hub.AddFilter<HubPermissionFilter>();
            hub.AddFilter<HubTurnsFilter>();
        });

        // The last registered protocol with a given name is used.
        services.AddSingleton<IHubProtocol>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<JsonHubProtocolOptions>>();
            return provider.Limited(new CodedHubProtocol(new SharedMessageProtocol(
                new FrameHubProtocol(new JsonHubProtocol(options), new JsonEnvelope(options.Value.PayloadSerializerOptions)), SharedEvents)));
        });
        services.AddSingleton<IHubProtocol>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<MessagePackHubProtocolOptions>>();
            return provider.Limited(new CodedHubProtocol(new SharedMessageProtocol(
                new FrameHubProtocol(new MessagePackHubProtocol(options), new MessagePackEnvelope(options.Value.SerializerOptions)), SharedEvents)));
        });
        return services;
    }

    private static LimitedHubProtocol Limited(this IServiceProvider provider, IHubProtocol protocol) =>
        new(protocol, provider.GetRequiredService<HubCallLimiter>());

    /// <summary>Maps the hubs.</summary>
    public static void MapGatewayHubs(this IEndpointRouteBuilder routes)
    {
        routes.MapDirectHub<ParkingHub>("/hubs/parking");
        routes.MapDirectHub<CamerasHub>("/hubs/cameras");
        routes.MapDirectHub<OperationsHub>("/hubs/operations");
    }

    /// <summary>Maps a hub like the stock method, with direct sending.</summary>
    private static void MapDirectHub<THub>(this IEndpointRouteBuilder routes, string pattern)
        where THub : Hub
    {
        var options = new HttpConnectionDispatcherOptions();
        Configure(options);
        routes.MapConnections(pattern, options, connections =>
            {
                HubConnectionMiddleware.LimitLongPolling(connections);
                HubCallLimiter.Limit(connections);
                connections.UseDirectSending(SendTimeout).UseHub<THub>();
            })
            .WithMetadata(new HubMetadata(typeof(THub)))
            .Allow(Permission.Anyone);
    }

    private static void Configure(HttpConnectionDispatcherOptions options)
    {
        // HubAccessFilter closes the connection, after the watches have sent the reason.
        options.CloseOnAuthenticationExpiration = false;
        options.TransportSendTimeout = SendTimeout;
        options.TransportMaxBufferSize = SendBufferBytes;
        options.ApplicationMaxBufferSize = SendBufferBytes;
    }
}
