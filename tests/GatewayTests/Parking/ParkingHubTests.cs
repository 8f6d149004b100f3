using System.Collections.Concurrent;
using LiveParking.Gateway.Parking;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.GatewayTests.Parking;

[Collection(ParkingCollection.Name)]
public sealed class ParkingHubTests(ParkingSystem system)
{
    public static TheoryData<Protocol> Protocols { get; } = new(Protocol.Json, Protocol.MessagePack);

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_phone_gets_the_status_then_every_change(Protocol protocol)
    {
        var location = await system.NewLocationAsync();
        await using var phone = await system.ConnectAsync("parking", protocol);
        var updates = Record<LevelStatus>(phone, "ParkingUpdate");

        var status = await phone.InvokeAsync<LocationStatus>("SubscribeToParking", location);
        Assert.Equal(location, status.Id);
        Assert.Equal("upper", Assert.Single(status.Levels).LevelId);
        Assert.Equal(OccupancyStatus.Unknown, status.Levels[0].Status);

        var entered = await system.EnterAsync(location, cars: 45);
        await Eventually.HoldsAsync(() => updates.Any(update => update.Version == entered.Version), "the update arrived");
        var update = updates.Last();
        Assert.Equal((Spots.Of(150, 45), OccupancyStatus.Open, location), (update.Spots, update.Status, update.LocationId));
    }

    [Fact]
    public async Task Changes_of_many_levels_arrive_in_growing_versions_and_end_with_the_newest()
    {
        var location = await system.NewLocationAsync(spots: 10_000, levels: 5);
        await using var phone = await system.ConnectAsync("parking");
        var updates = Record<LevelStatus>(phone, "ParkingUpdate");
        var status = await phone.InvokeAsync<LocationStatus>("SubscribeToParking", location);
        var levels = status.Levels.Select(level => level.LevelId).ToList();
        var last = new ConcurrentDictionary<string, long>();
        await Parallel.ForEachAsync(levels, async (level, _) =>
        {
            for (var i = 0; i < 40; i++)
                last[level] = (await system.EnterAsync(location, level)).Version;
        });

        await Eventually.HoldsAsync(
            () => levels.All(id => updates.Any(update => update.LevelId == id && update.Version == last[id])), "the newest of each level arrived");
        foreach (var level in updates.GroupBy(update => update.LevelId))
        {
            var versions = level.Select(update => update.Version).ToList();
            Assert.Equal(versions.Distinct().Order(), versions);
            Assert.True(versions[0] > status.Levels.Single(known => known.LevelId == level.Key).Version);
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Cameras_of_the_location_are_told_at_once(Protocol protocol)
    {
        await using var phone = await system.ConnectAsync("parking", protocol);
        var cameras = Record<CameraStatus>(phone, "CameraStatusChanged");
        await phone.InvokeAsync<LocationStatus>("SubscribeToParking", ParkingSystem.CameraSite);
        await Eventually.HoldsAsync(() => cameras.Select(camera => camera.Id).Distinct().Count() == 3, "all cameras were told");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Errors_carry_a_code(Protocol protocol)
    {
        await using var phone = await system.ConnectAsync("parking", protocol);
        await HubErrors.HasCodeAsync("unknown-location", phone.InvokeAsync("SubscribeToParking", "nowhere"));
        await HubErrors.HasCodeAsync("invalid-request", phone.InvokeAsync("SubscribeToParking", "No Slug"));
        await HubErrors.HasCodeAsync("invalid-request", phone.InvokeAsync("SubscribeToParking", new string('x', 20_000)));
        await HubErrors.HasCodeAsync("invalid-request", phone.InvokeAsync("SubscribeToParking", (string?)null));
        await HubErrors.HasCodeAsync("invalid-request", phone.InvokeAsync("SubscribeToParking", 7));
        await HubErrors.HasCodeAsync("invalid-request", phone.InvokeAsync("SubscribeToParking"));
        await HubErrors.HasCodeAsync("invalid-request", phone.InvokeAsync("SubscribeToParking", "a", "b"));
        await HubErrors.HasCodeAsync("invalid-request", phone.InvokeAsync("UnsubscribeFromParking", "../x"));
        await HubErrors.HasCodeAsync("invalid-request", phone.InvokeAsync("DropTables"));
        Assert.Equal(HubConnectionState.Connected, phone.State);
    }

    [Fact]
    public async Task Subscribing_twice_is_as_good_as_once_and_unsubscribing_ends_it()
    {
        var location = await system.NewLocationAsync();
        await using var phone = await system.ConnectAsync("parking");
        var updates = Record<LevelStatus>(phone, "ParkingUpdate");
        await phone.InvokeAsync<LocationStatus>("SubscribeToParking", location);
        await phone.InvokeAsync<LocationStatus>("SubscribeToParking", location);
        var first = await system.EnterAsync(location);
        await Eventually.HoldsAsync(() => !updates.IsEmpty, "an update arrived");
        Assert.Equal([first.Version], updates.Select(update => update.Version));

        await phone.InvokeAsync("UnsubscribeFromParking", location);
        await phone.InvokeAsync("UnsubscribeFromParking", location);
        await using var witness = await system.ConnectAsync("parking");
        var witnessed = Record<LevelStatus>(witness, "ParkingUpdate");
        await witness.InvokeAsync<LocationStatus>("SubscribeToParking", location);
        var second = await system.EnterAsync(location);
        await Eventually.HoldsAsync(() => witnessed.Any(update => update.Version == second.Version), "another phone got the change");
        await phone.InvokeAsync("UnsubscribeFromParking", location);
        Assert.Single(updates);
    }

    [Fact]
    public async Task A_location_is_followed_once_however_many_phones_follow_it_and_freed_when_they_are_gone()
    {
        var location = await system.NewLocationAsync();
        var feeds = system.Services.GetRequiredService<LocationFeeds>();
        await Eventually.HoldsAsync(() => feeds.Count == 0, "no feeds are left of other tests");
        var phones = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => system.ConnectAsync("parking")));
        foreach (var phone in phones)
            await phone.InvokeAsync<LocationStatus>("SubscribeToParking", location);
        Assert.Equal(1, feeds.Count);
        foreach (var phone in phones)
            await phone.DisposeAsync();
        await Eventually.HoldsAsync(() => feeds.Count == 0, "the feed was freed");
    }

    [Fact]
    public async Task Unknown_locations_make_no_feeds()
    {
        var feeds = system.Services.GetRequiredService<LocationFeeds>();
        await Eventually.HoldsAsync(() => feeds.Count == 0, "no feeds are left of other tests");
        await using var phone = await system.ConnectAsync("parking");
        for (var i = 0; i < 20; i++)
            await HubErrors.HasCodeAsync("unknown-location", phone.InvokeAsync("SubscribeToParking", $"nowhere-{i}"));
        Assert.Equal(0, feeds.Count);
        // Refusals are the callers' matter: no line with a stack for each.
        Assert.DoesNotContain(system.Logs.Entries, entry => entry.Text.Contains("SubscribeToParking", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_change_after_the_answer_arrives_however_the_two_race()
    {
        var location = await system.NewLocationAsync(spots: 100_000);
        using var stop = new CancellationTokenSource();
        var newest = 0L;
        var traffic = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                Volatile.Write(ref newest, (await system.EnterAsync(location)).Version);
        });
        var phones = new List<(HubConnection Phone, ConcurrentQueue<LevelStatus> Updates, long Answered)>();
        for (var i = 0; i < 20; i++)
        {
            var phone = await system.ConnectAsync("parking", i % 2 == 0 ? Protocol.Json : Protocol.MessagePack);
            var updates = Record<LevelStatus>(phone, "ParkingUpdate");
            var before = Volatile.Read(ref newest);
            var status = await phone.InvokeAsync<LocationStatus>("SubscribeToParking", location);
            Assert.True(status.Levels[0].Version >= before, "The answer was older than what had been acknowledged before.");
            phones.Add((phone, updates, status.Levels[0].Version));
        }

        await stop.CancelAsync();
        await traffic;
        foreach (var (phone, updates, answered) in phones)
        {
            await Eventually.HoldsAsync(
                () => updates.LastOrDefault()?.Version == newest || (updates.IsEmpty && answered == newest), "the phone holds the newest");
            await phone.DisposeAsync();
        }
    }

    internal static ConcurrentQueue<T> Record<T>(HubConnection connection, string method)
    {
        var items = new ConcurrentQueue<T>();
        connection.On<T>(method, items.Enqueue);
        return items;
    }
}
