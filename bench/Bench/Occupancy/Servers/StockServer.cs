using System.Text.Json;
using LiveParking.Bench.Measuring.Processes;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Bench.Occupancy.Servers;

/// <summary>SignalR with all settings as they come: a group for the location, one send to the group for each update.</summary>
internal static class StockServer
{
    public const string Role = "stock";

    public static async Task RunAsync(int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSignalR();
        await using var app = builder.Build();
        app.MapHub<StockHub>("/stock");
        app.MapPost("/publish", async (JsonElement status, IHubContext<StockHub> hub) => await hub.Clients.Group("bench").SendAsync("ParkingUpdate", status));
        await app.StartAsync(cancellationToken);
        await Parent.TellReadyAsync();
        await Parent.WaitAsync(cancellationToken);
    }
}
