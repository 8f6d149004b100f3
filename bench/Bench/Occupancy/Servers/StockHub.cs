using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Bench.Occupancy.Servers;

/// <summary>The simplest hub that does the job.</summary>
internal sealed class StockHub : Hub
{
    public Task Follow(string location) => Groups.AddToGroupAsync(Context.ConnectionId, location);
}
