using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Parking;

/// <summary>The occupancy of locations, live: <c>/hubs/parking</c>. Open to everybody.</summary>
internal sealed class ParkingHub(
    ParkingCluster cluster,
    LocationFeeds feeds,
    IHubContext<ParkingHub, IParkingClient> context,
    StatusFrames frames,
    GatewayMeters meters,
    IOptions<GatewayOptions> options,
    ILogger<ParkingHub> logger) : Hub<IParkingClient>
{
    private static readonly object SessionKey = new();

    private ParkingSession Session => (ParkingSession)Context.Items[SessionKey]!;

    /// <summary>
    /// Follows a location. Every change after the status that is answered comes as <see cref="IParkingClient.ParkingUpdate"/>;
    /// how its cameras are comes at once as <see cref="Cameras.ICameraStatusClient.CameraStatusChanged"/>.
    /// </summary>
    /// <param name="locationId">The location.</param>
    /// <returns>The newest stored status.</returns>
    public async Task<LocationStatus> SubscribeToParking(string? locationId)
    {
        var id = Slug.Require(locationId, "location id");
        var session = Session;
        // Before anything is waited for: an end that comes meanwhile finds it.
        var intent = session.Want(id);
        try
        {
            // Asked first, and thrown as it leaves the hub: made-up ids come in thousands, and each exception on the way costs more than the question.
            if (!await cluster.LocationExistsAsync(id))
                throw new HubException(Faults.From(new UnknownLocationException(id)).ToHubMessage());
            var status = await cluster.LocationAsync(id, location => location.GetStatusAsync());
            session.Follow(intent, status);
            return status;
        }
        finally
        {
            session.Drop(intent);
        }
    }

    /// <summary>Follows a location no longer.</summary>
    /// <param name="locationId">The location; one that was not followed is no error.</param>
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
