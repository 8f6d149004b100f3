using System.Collections.Concurrent;
using LiveParking.Bench.Measuring.Processes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Peers.Phones;

/// <summary>SignalR with all settings as they come, but for one: it closes a connection whose token has ended.</summary>
internal static class PhonesServer
{
    public static async Task RunAsync(int port, int pictureBytes, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSignalR().AddMessagePackProtocol();
        builder.Services.AddAuthentication(ExpiringTokenHandler.Name)
            .AddScheme<AuthenticationSchemeOptions, ExpiringTokenHandler>(ExpiringTokenHandler.Name, null);
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new PhonesPicture(new byte[pictureBytes], TimeProvider.System));
        var newest = new ConcurrentDictionary<string, ParkingNumber>();
        builder.Services.AddSingleton(newest);
        await using var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHub<PhonesHub>("/phones", options => options.CloseOnAuthenticationExpiration = true);
        app.MapPost("/publish", async (ParkingNumber number, IHubContext<PhonesHub> hub) =>
        {
            newest[number.Location] = number;
            await hub.Clients.Group(number.Location).SendAsync("ParkingUpdate", number.Version, number.Occupied);
        });
        await app.StartAsync(cancellationToken);
        await Parent.TellReadyAsync();
        await Parent.WaitAsync(cancellationToken);
    }
}
