using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.MessagePack;
using LiveParking.Gateway.Parking;
using LiveParking.Grains.Interfaces;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Hosting;

/// <summary>Adds and maps the hubs.</summary>
internal static class HubServiceCollectionExtensions
{
    /// <summary>How much of what goes to a client may wait in this process before the sender waits, in bytes.</summary>
    private const int SendBufferBytes = 16 * 1024;

    /// <summary>How long a client may take nothing of what is sent before it is dropped: as long as it may be silent.</summary>
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(30);

    /// <summary>Adds both hubs, the feeds behind them and their protocols.</summary>
    public static IServiceCollection AddGatewayHubs(this IServiceCollection services)
    {
        services.AddSingleton<LocationFeeds>();
        services.AddSingleton<FrameFeeds>();
        services.AddSingleton<HubCallLimiter>();
        services.AddSingleton<HubErrorFilter>();
        services.AddSignalR()
            .AddJsonProtocol(options => WireJson.Apply(options.PayloadSerializerOptions))
            .AddMessagePackProtocol(options => options.SerializerOptions = WireMessagePack.Options);
        services.AddOptions<HubOptions>().Configure<IOptions<GatewayOptions>>((hub, options) =>
        {
            hub.MaximumReceiveMessageSize = options.Value.HubMessageBytes;
            hub.MaximumParallelInvocationsPerClient = 8;
            hub.StreamBufferCapacity = 1;
            hub.EnableDetailedErrors = false;
            // The error filter is outermost, so that what the limiter throws gets its form too.
            hub.AddFilter<HubErrorFilter>();
            hub.AddFilter<HubCallLimiter>();
        });

        // The last protocol of a name is the one that counts.
        services.AddSingleton<IHubProtocol>(provider => new CodedHubProtocol(
            new JsonHubProtocol(provider.GetRequiredService<IOptions<JsonHubProtocolOptions>>())));
        services.AddSingleton<IHubProtocol>(provider => new CodedHubProtocol(
            new MessagePackHubProtocol(provider.GetRequiredService<IOptions<MessagePackHubProtocolOptions>>())));
        return services;
    }

    /// <summary>Maps both hubs.</summary>
    public static void MapGatewayHubs(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<ParkingHub>("/hubs/parking", Configure);
        routes.MapHub<CamerasHub>("/hubs/cameras", Configure);
    }

    private static void Configure(HttpConnectionDispatcherOptions options)
    {
        options.CloseOnAuthenticationExpiration = true;
        options.TransportSendTimeout = SendPatience;
        options.TransportMaxBufferSize = SendBufferBytes;
        options.ApplicationMaxBufferSize = SendBufferBytes;
    }
}
