using System.Net.WebSockets;
using LiveParking.Peers.Source;

namespace LiveParking.Peers;

/// <summary>The floor in .NET: Kestrel's WebSocket, each JPEG a binary message, the newest one for each viewer.</summary>
internal static class RawServer
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseWebSockets();
        app.Map("/frames", async (HttpContext http, LatestSlot slot) =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            using var disconnected = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            var closed = UntilClosedAsync(socket, disconnected);
            CameraFrame? last = null;
            try
            {
                while (true)
                {
                    last = await slot.NextAsync(last, disconnected.Token);
                    await socket.SendAsync(last.Data, WebSocketMessageType.Binary, endOfMessage: true, disconnected.Token);
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
            {
                await closed;
            }
        });
        return app;
    }

    private static async Task UntilClosedAsync(WebSocket socket, CancellationTokenSource disconnected)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer, disconnected.Token)).MessageType != WebSocketMessageType.Close)
            {
                // A viewer says nothing that counts.
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            // It left without a word, as viewers do.
        }

        await disconnected.CancelAsync();
    }
}
