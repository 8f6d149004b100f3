using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Occupancy.Servers;

/// <summary>What anybody would write first.</summary>
internal sealed class StockHub : Hub
{
    public Task Follow(string location) => Groups.AddToGroupAsync(Context.ConnectionId, location);
}
