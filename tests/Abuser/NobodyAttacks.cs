using System.Net.Sockets;
using System.Text;

namespace LiveParking.Abuser;

/// <summary>The attacks of anybody who reaches the port.</summary>
internal static class NobodyAttacks
{
    private const int LongHeader = 30_000;
    private const int SocketsAtOnce = 200;
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(200);
    private static readonly byte[] SlowHeaders = Encoding.ASCII.GetBytes($"GET /api/v1/locations HTTP/1.1\r\nHost: localhost\r\nX-Slow: {new string('x', 1_000)}");

    public static IReadOnlyList<Attack> All { get; } =
    [
        new("made-up ids", 16, (victim, cancellationToken) => victim.GetAsync(MadeUpPath(victim), cancellationToken)),
        new("negotiations", 8, (victim, cancellationToken) => victim.PostAsync(
            $"/hubs/{(victim.Next() % 2 == 0 ? "parking" : "cameras")}/negotiate?negotiateVersion=1", "", cancellationToken)),
        new("200 half-open connections", 4, HalfOpenAsync),
        new("slow headers", 100, SlowHeadersAsync),
        new("long headers of spaces", 4, (victim, cancellationToken) => SendTokenAsync(victim, string.Concat(Enumerable.Repeat("a ", LongHeader / 2)), cancellationToken)),
        new("bad tokens", 4, (victim, cancellationToken) => SendTokenAsync(victim, $"eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0.eyJyb2xlIjoiYWRtaW4ifQ.{victim.NewId("x")}", cancellationToken)),
        new("bad tokens in the address", 2, (victim, cancellationToken) => victim.GetAsync($"/hubs/parking?access_token={new string('a', 4_000)}{victim.Next()}", cancellationToken)),
        new("subscriptions to made-up ids", 4, SubscribeAsync),
    ];

    private static string MadeUpPath(Victim victim) => (victim.Next() % 8) switch
    {
        0 => $"/api/v1/locations/{victim.NewId("no")}",
        1 => $"/api/v1/locations/{victim.NewId("no")}/levels/{victim.NewId("no")}",
        2 => $"/api/v1/locations/{victim.Location}/levels/{victim.NewId("no")}",
        3 => $"/api/v1/cameras/{victim.NewId("no")}",
        4 => $"/api/v1/cameras/{victim.NewId("no")}/snapshot.jpg",
        5 => $"/api/v1/locations/{victim.NewId("no")}/levels/p1/history",
        6 => $"/api/v1/locations/{victim.NewId("no")}/best-level",
        _ => $"/{victim.NewId("no")}",
    };

    private static async Task<string> HalfOpenAsync(Victim victim, CancellationToken cancellationToken)
    {
        List<Socket> sockets = [];
        try
        {
            for (var i = 0; i < SocketsAtOnce; i++)
            {
                var socket = await victim.ConnectAsync(cancellationToken);
                sockets.Add(socket);
                if (i % 2 == 0)
                    await socket.SendAsync("G"u8.ToArray(), cancellationToken);
            }

            await Task.Delay(Hold, TimeProvider.System, cancellationToken);
            return "held";
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task<string> SlowHeadersAsync(Victim victim, CancellationToken cancellationToken)
    {
        using var socket = await victim.ConnectAsync(cancellationToken);
        foreach (var one in SlowHeaders)
        {
            await socket.SendAsync(new[] { one }, cancellationToken);
            await Task.Delay(Drip, TimeProvider.System, cancellationToken);
        }

        return "sent";
    }

    private static Task<string> SendTokenAsync(Victim victim, string token, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/locations");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return victim.SendAsync(request, cancellationToken);
    }

    private static async Task<string> SubscribeAsync(Victim victim, CancellationToken cancellationToken)
    {
        using var socket = await victim.ConnectHubAsync("parking", cancellationToken);
        for (var i = 0; i < 90; i++)
            await victim.CallAsync(socket, 1, $"\"target\":\"SubscribeToParking\",\"arguments\":[\"{victim.NewId("no")}\"]", cancellationToken);
        var received = await socket.ReceiveAsync(new byte[4_096].AsMemory(), cancellationToken);
        return received.MessageType.ToString();
    }
}
