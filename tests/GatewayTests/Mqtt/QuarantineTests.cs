using LiveParking.Gateway.Access;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>A level that fails, or a message that always fails, must not stop the acknowledgement of all messages.</summary>
public sealed class QuarantineTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Five tries of a level that hangs take 33 s.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Hole", "5")]
    public async Task A_level_that_fails_does_not_stop_the_acknowledgement_of_others_and_its_message_is_replayed(bool hangs)
    {
        await using var system = await QuarantineSystem.StartAsync(Soon);
        var (bad, good) = (await system.Parking.NewLocationAsync(), await system.Parking.NewLocationAsync());
        await using var device = await Device.ConnectAsync(system.Broker, "+");
        if (hangs)
            system.Store.Hang(bad);
        else
            system.Store.Break(bad);
        await device.EnterAsync(bad, "b1");
        await device.EnterAsync(good, "g1");

        // Results are published after a message is acknowledged, and acknowledgements keep the order of arrival.
        await Eventually.HoldsAsync(() => device.Results.Any(result => result.Topic.Contains(good, StringComparison.Ordinal)), "the other level's message is acknowledged", Long);
        Assert.Contains(device.Results, result => result.Topic.Contains(bad, StringComparison.Ordinal) && result.Text.Contains("\"quarantined\"", StringComparison.Ordinal));
        var message = Assert.Single(await system.MessagesAsync());
        var id = message.GetProperty("id").GetString();
        Assert.Equal(($"parking/{bad}/upper/readings", bad, "upper"), (message.GetProperty("topic").GetString(), message.GetProperty("locationId").GetString(), message.GetProperty("levelId").GetString()));
        Assert.True(message.GetProperty("tries").GetInt32() >= 5);
        Assert.NotEmpty(message.GetProperty("reason").GetString()!);
        Assert.Contains("\"b1\"", (await system.SendAsync(HttpMethod.Get, $"/api/v1/quarantine/{id}")).Json.GetProperty("text").GetString(), StringComparison.Ordinal);
        var ready = await system.SendAsync(HttpMethod.Get, "/health/ready");
        Assert.Equal(200, (int)ready.Status);
        Assert.Contains("1 message is in quarantine", ready.Text, StringComparison.Ordinal);
        Assert.Contains(system.Parking.Logs.Entries, line => line.Text.Contains("in quarantine", StringComparison.Ordinal) && line.Text.Contains(bad, StringComparison.Ordinal));

        // The next one for the level is not tried as long as the first.
        await device.EnterAsync(bad, "b2");
        await Eventually.HoldsAsync(async () => (await system.MessagesAsync()).Count == 2, "the second one is in quarantine too");
        (await system.SendAsync(HttpMethod.Post, $"/api/v1/quarantine/{id}/replay")).IsProblem(503, "unavailable");
        Assert.Equal(2, (await system.MessagesAsync()).Count);

        system.Store.Mend(bad);
        foreach (var quarantined in await system.MessagesAsync())
        {
            HttpAnswer? replayed = null;
            await Eventually.HoldsAsync(
                async () => (int)(replayed = await system.SendAsync(HttpMethod.Post, $"/api/v1/quarantine/{quarantined.GetProperty("id").GetString()}/replay")).Status == 200,
                "the level works again");
            // A level that hung may have stored the readings; then the replay reports that.
            Assert.Contains(hangs ? "\"outcome\":" : "\"accepted\"", replayed!.Text, StringComparison.Ordinal);
        }

        Assert.Empty(await system.MessagesAsync());
        Assert.Equal(2, await system.OccupiedAsync(bad));
        (await system.SendAsync(HttpMethod.Post, $"/api/v1/quarantine/{id}/replay")).IsProblem(404, "unknown-message");
        await device.EnterAsync(bad, "b1");
        await Eventually.HoldsAsync(
            () => device.Results.Any(result => result.Topic.Contains(bad, StringComparison.Ordinal) && result.Text.Contains("\"duplicate\"", StringComparison.Ordinal)),
            "sent again it is a duplicate");
        Assert.Equal(2, await system.OccupiedAsync(bad));
        await Eventually.HoldsAsync(
            async () => !(await system.SendAsync(HttpMethod.Get, "/health/ready")).Text.Contains("quarantine", StringComparison.Ordinal), "nothing is told any more");
    }

    [Fact]
    [Trait("Hole", "5")]
    public async Task An_unavailable_store_puts_nothing_into_quarantine()
    {
        await using var system = await QuarantineSystem.StartAsync(TimeSpan.Zero);
        var location = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(system.Broker, location);
        system.Store.Away = true;
        await device.EnterAsync(location, "1");
        // Each try is at least one refused call, and so is each look at the store.
        await Eventually.HoldsAsync(() => system.Store.Refused > 40, "the message was tried many times");
        Assert.Empty(device.Results);

        system.Store.Away = false;
        await Eventually.HoldsAsync(() => device.Results.Count == 1, "it is stored and acknowledged");
        Assert.Contains("\"accepted\"", device.Results.Single().Text, StringComparison.Ordinal);
        Assert.Equal(1, await system.OccupiedAsync(location));
        Assert.Empty(await system.MessagesAsync());
    }

    [Fact]
    [Trait("Hole", "5")]
    public async Task A_full_quarantine_drops_its_oldest_and_counts_it()
    {
        await using var system = await QuarantineSystem.StartAsync(TimeSpan.Zero, messages: 2);
        var bad = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(system.Broker, bad);
        system.Store.Break(bad);
        for (var i = 1; i <= 3; i++)
        {
            await device.EnterAsync(bad, $"b{i}");
            await Eventually.HoldsAsync(() => device.Results.Count == i, "it is acknowledged");
        }

        // The same message once more is the same entry.
        var list = (await system.SendAsync(HttpMethod.Get, "/api/v1/quarantine")).Json;
        Assert.Equal(1, list.GetProperty("dropped").GetInt64());
        List<string> texts = [];
        foreach (var message in list.GetProperty("messages").EnumerateArray())
            texts.Add((await system.SendAsync(HttpMethod.Get, $"/api/v1/quarantine/{message.GetProperty("id").GetString()}")).Json.GetProperty("text").GetString()!);
        Assert.Collection(
            texts,
            text => Assert.Contains("\"b2\"", text, StringComparison.Ordinal),
            text => Assert.Contains("\"b3\"", text, StringComparison.Ordinal));
        await device.SendAsync($"parking/{bad}/upper/readings", texts[1]);
        await Eventually.HoldsAsync(() => device.Results.Count == 4, "it is acknowledged");
        Assert.Equal(2, (await system.MessagesAsync()).Count);
        using var management = new HttpClient { BaseAddress = system.Parking.Management };
        Assert.Matches("(?m)^liveparking_gateway_quarantine_dropped_total(\\{[^}]*\\})? 1( |\r?$)", await management.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
        Assert.Contains(system.Parking.Logs.Entries, line => line.Text.Contains("quarantine is full", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Hole", "5")]
    public async Task Only_operators_of_the_location_see_replay_and_delete()
    {
        await using var system = await QuarantineSystem.StartAsync(TimeSpan.Zero);
        var bad = await system.Parking.NewLocationAsync();
        await using var device = await Device.ConnectAsync(system.Broker, bad);
        system.Store.Break(bad);
        await device.EnterAsync(bad, "b1");
        await Eventually.HoldsAsync(() => device.Results.Count == 1, "it is acknowledged");
        var path = $"/api/v1/quarantine/{(await system.MessagesAsync())[0].GetProperty("id").GetString()}";
        (HttpMethod Method, string Path)[] addresses =
            [(HttpMethod.Get, "/api/v1/quarantine"), (HttpMethod.Get, path), (HttpMethod.Delete, path), (HttpMethod.Post, $"{path}/replay")];
        using var nobody = system.Parking.Http();
        using var viewer = system.Parking.Http(system.Parking.Token(Role.Viewer, "*"));
        using var sensor = system.Parking.Http(system.Parking.Token(Role.Sensor, "*"));
        using var elsewhere = system.Parking.Http(system.Parking.Token(Role.Operator, "elsewhere"));
        using var here = system.Parking.Http(system.Parking.Token(Role.Operator, bad));
        foreach (var (method, address) in addresses)
        {
            (await HttpAnswer.SendAsync(nobody, method, address)).IsProblem(401, "unauthorized");
            (await HttpAnswer.SendAsync(viewer, method, address)).IsProblem(403, "forbidden");
            (await HttpAnswer.SendAsync(sensor, method, address)).IsProblem(403, "forbidden");
            if (address == path)
                (await HttpAnswer.SendAsync(elsewhere, method, address)).IsProblem(403, "forbidden");
        }

        Assert.Empty((await HttpAnswer.SendAsync(elsewhere, HttpMethod.Get, "/api/v1/quarantine")).Json.GetProperty("messages").EnumerateArray());
        Assert.Single((await HttpAnswer.SendAsync(here, HttpMethod.Get, "/api/v1/quarantine")).Json.GetProperty("messages").EnumerateArray());
        Assert.Equal(204, (int)(await HttpAnswer.SendAsync(here, HttpMethod.Delete, path)).Status);
        (await HttpAnswer.SendAsync(here, HttpMethod.Delete, path)).IsProblem(404, "unknown-message");
        (await HttpAnswer.SendAsync(here, HttpMethod.Post, $"{path}/replay")).IsProblem(404, "unknown-message");
    }
}
