using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace LiveParking.Abuser;

/// <summary>The attacks of one viewer with a token.</summary>
internal static class ViewerAttacks
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(10);

    private static readonly byte[][] BrokenMessages =
    [
        "{\"type\":1,\u001e"u8.ToArray(),
        "\u001e\u001e\u001e\u001e"u8.ToArray(),
        "{\"type\":99}\u001e"u8.ToArray(),
        "{\"type\":1,\"invocationId\":\"1\",\"target\":\"NoSuchMethod\",\"arguments\":[]}\u001e"u8.ToArray(),
        "{\"type\":4,\"invocationId\":\"1\",\"target\":\"WatchCamera\",\"arguments\":[7,\"x\",{}]}\u001e"u8.ToArray(),
        Encoding.UTF8.GetBytes($"{{\"type\":1,\"target\":\"{new string('x', 100_000)}\",\"arguments\":[]}}\u001e"),
        Encoding.UTF8.GetBytes(new string('{', 1_000_000)),
        [0xff, 0xfe, 0x00, 0x1e],
    ];

    public static IReadOnlyList<Attack> All { get; } =
    [
        new("watches that are never read", 100, WatchUnreadAsync),
        new("MJPEG streams that are never read", 100, (victim, cancellationToken) => victim.HoldAsync($"/api/v1/cameras/{victim.Camera}/stream.mjpg", Hold, cancellationToken)),
        new("hub connections", 50, ConnectAsync),
        new("1,000 subscriptions and their ends", 8, SubscribeAsync),
        new("snapshots", 32, (victim, cancellationToken) => victim.GetAsync($"/api/v1/cameras/{victim.Camera}/snapshot.jpg?maxAge=0", cancellationToken)),
        new("broken hub messages", 8, BreakAsync),
    ];

    private static async Task<string> WatchUnreadAsync(Victim victim, CancellationToken cancellationToken)
    {
        using var socket = await victim.ConnectHubAsync("cameras", cancellationToken);
        foreach (var id in new[] { victim.Camera, victim.Location })
            await victim.CallAsync(socket, 4, $"\"target\":\"WatchCamera\",\"arguments\":[\"{id}\",{{\"quality\":\"high\"}}]", cancellationToken);
        await Task.Delay(Hold, TimeProvider.System, cancellationToken);
        return socket.State.ToString();
    }

    private static async Task<string> ConnectAsync(Victim victim, CancellationToken cancellationToken)
    {
        // Gone without a word.
        using var socket = await victim.ConnectHubAsync(victim.Next() % 2 == 0 ? "parking" : "cameras", cancellationToken);
        return "connected";
    }

    private static async Task<string> SubscribeAsync(Victim victim, CancellationToken cancellationToken)
    {
        using var socket = await victim.ConnectHubAsync("parking", cancellationToken);
        for (var i = 0; i < 1_000 && socket.State == WebSocketState.Open; i++)
        {
            var location = i % 10 == 9 ? victim.NewId("no") : victim.Location;
            await victim.CallAsync(socket, 1, $"\"target\":\"SubscribeToParking\",\"arguments\":[\"{location}\"]", cancellationToken);
            await victim.CallAsync(socket, 1, $"\"target\":\"UnsubscribeFromParking\",\"arguments\":[\"{location}\"]", cancellationToken);
        }

        return socket.State.ToString();
    }

    private static async Task<string> BreakAsync(Victim victim, CancellationToken cancellationToken)
    {
        using var socket = await victim.ConnectHubAsync(victim.Next() % 2 == 0 ? "parking" : "cameras", cancellationToken);
        var message = BrokenMessages[(int)(victim.Next() % BrokenMessages.Length)];
        await socket.SendAsync(message, WebSocketMessageType.Binary, true, cancellationToken);
        var received = await socket.ReceiveAsync(new byte[4_096].AsMemory(), cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{received.MessageType}");
    }
}
