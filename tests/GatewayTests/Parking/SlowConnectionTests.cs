using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveParking.GatewayTests.Parking;

[Collection(ParkingCollection.Name)]
public sealed class SlowConnectionTests(ParkingSystem system)
{
    private const int Rounds = 60;
    private const char End = '\u001e';

    [Fact]
    public async Task A_phone_that_does_not_read_delays_no_other_and_gets_the_newest_when_it_reads_again()
    {
        var location = await system.NewLocationAsync(spots: 100_000, levels: 40);
        using var slow = new ClientWebSocket();
        await slow.ConnectAsync(new Uri($"ws://{system.Address.Authority}/hubs/parking"), CancellationToken.None);
        await SendAsync(slow, """{"protocol":"json","version":1}""");
        await SendAsync(slow, $$"""{"type":1,"invocationId":"1","target":"SubscribeToParking","arguments":["{{location}}"]}""");

        using var done = new CancellationTokenSource();
        var alive = KeepAliveAsync(slow, done.Token);
        await using var fast = await system.ConnectAsync("parking");
        var updates = ParkingHubTests.Record<LevelStatus>(fast, "ParkingUpdate");
        var levels = (await fast.InvokeAsync<LocationStatus>("SubscribeToParking", location)).Levels.Select(level => level.LevelId).ToList();

        // About 700 KB of updates, far more than the buffers on the way hold.
        var newest = new Dictionary<string, long>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var status in await Task.WhenAll(levels.Select(level => system.EnterAsync(location, level))))
                newest[status.LevelId] = status.Version;
        }

        await Eventually.HoldsAsync(
            () => newest.All(level => updates.Any(update => update.LevelId == level.Key && update.Version == level.Value)), "the fast phone got the newest");

        var held = new Dictionary<string, long>();
        var received = 0;
        await foreach (var message in ReadAsync(slow))
        {
            if (message.TryGetProperty("target", out var target) && target.GetString() == "ParkingUpdate")
            {
                var update = message.GetProperty("arguments")[0];
                var (level, version) = (update.GetProperty("levelId").GetString()!, update.GetProperty("version").GetInt64());
                Assert.True(version > held.GetValueOrDefault(level), "A version went back.");
                held[level] = version;
                received++;
            }

            if (newest.All(level => held.GetValueOrDefault(level.Key) == level.Value))
                break;
        }

        await done.CancelAsync();
        await alive;
        Assert.True(received < Rounds * 40, "Nothing was conflated: every update waited for the slow phone.");
    }

    /// <summary>A phone that does not read may still be alive; without a sign of life it would be dropped after 30 s.</summary>
    private static async Task KeepAliveAsync(ClientWebSocket socket, CancellationToken done)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5));
        while (await timer.WaitForNextTickAsync(done).AsTask().ContinueWith(tick => tick.IsCompletedSuccessfully, TaskScheduler.Default))
            await SendAsync(socket, """{"type":6}""");
    }

    private static Task SendAsync(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async IAsyncEnumerable<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        using var timeout = new CancellationTokenSource(Eventually.Timeout);
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, timeout.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
            var messages = text.ToString().Split(End);
            foreach (var message in messages[..^1])
                yield return JsonSerializer.Deserialize<JsonElement>(message);
            text.Clear().Append(messages[^1]);
        }
    }
}
