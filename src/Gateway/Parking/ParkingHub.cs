using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Parking;

/// <summary>Live occupancy of locations: <c>/hubs/parking</c>. Open to everybody.</summary>
internal sealed class ParkingHub(
    GrainLookup lookup,
    LocationStatuses statuses,
    LocationFeeds feeds,
    IHubContext<ParkingHub, IParkingClient> context,
    StatusFrames frames,
    ClientTurns turns,
    GatewayMeters meters,
    IOptions<GatewayOptions> options,
    ILogger<ParkingHub> logger) : Hub<IParkingClient>
{
    private static readonly object SessionKey = new();

    private ParkingSession Session => (ParkingSession)Context.Items[SessionKey]!;

    /// <summary>
    /// Follows a location. Every change after the returned status arrives as <see cref="IParkingClient.ParkingUpdate"/>. The status of its cameras is
    /// sent immediately as <see cref="ICameraStatusClient.CameraStatusChanged"/>.
    /// </summary>
    /// <param name="locationId">The location.</param>
    /// <returns>The newest stored status.</returns>
    [Allow(Permission.Anyone)]
    public async Task<LocationStatus> SubscribeToParking(string? locationId)
    {
        var id = Slug.Require(locationId, "location id");
        var session = Session;
        // Before any await, so that an unsubscribe in the meantime finds it.
        var intent = session.Want(id);
        try
        {
            using var turn = await turns.EnterAsync(Context);
            // The existence check comes first and throws directly in the hub: made-up ids come in thousands, and each exception further down costs
            // more than the check.
            if (!await lookup.LocationExistsAsync(id))
                throw new HubException(ErrorMapping.From(new UnknownLocationException(id)).ToHubMessage());
            var status = await statuses.GetAsync(id);
            session.Follow(intent, status);
            return status;
        }
        finally
        {
            session.Drop(intent);
        }
    }

    /// <summary>Stops following a location.</summary>
    /// <param name="locationId">The location; a location that was not followed is not an error.</param>
    [Allow(Permission.Anyone)]
    public void UnsubscribeFromParking(string? locationId) => Session.Unfollow(Slug.Require(locationId, "location id"));

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        var client = context.Clients.Client(Context.ConnectionId);
        var sender = new StatusSender(client, frames, Context.Features);
        var outbox = new Outbox(sender.SendAsync, client.CameraStatusChanged, meters, logger);
        Context.Items[SessionKey] = new ParkingSession(feeds, outbox, options.Value.LocationsPerConnection);
        meters.Connections.Add(1, new KeyValuePair<string, object?>("hub", "parking"));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Session.Dispose();
        meters.Connections.Add(-1, new KeyValuePair<string, object?>("hub", "parking"));
        return Task.CompletedTask;
    }
}
