using System.Collections.Concurrent;
using LiveParking.Gateway.Operations;
using LiveParking.GatewayTests.Api;
using LiveParking.GatewayTests.Parking;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Tokens;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveParking.GatewayTests.Operations;

[Collection(ParkingCollection.Name)]
public sealed class OperationsHubTests(ParkingSystem system)
{
    public static TheoryData<Protocol> Protocols { get; } = new(Protocol.Json, Protocol.MessagePack);

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task An_operator_gets_the_overview_then_what_differs(Protocol protocol)
    {
        var location = await system.NewLocationAsync();
        await using var desk = await ConnectAsync(protocol, location);
        var changes = ParkingHubTests.Record<OverviewChange>(desk, "OverviewChanged");
        var overview = await FirstAsync(desk, location);
        Assert.Equal((1, 150), (overview.Totals.Locations, overview.Totals.Spots.Total));
        Assert.Equal(AlarmCounts.None, Assert.Single(overview.Locations).Alarms);

        await system.EnterAsync(location, cars: 45);

        await Eventually.HoldsAsync(() => changes.Any(change => change.Totals?.Spots.Occupied == 45), "the change arrived");
        var news = changes.Where(change => change.Version > overview.Version).ToList();
        Assert.Equal(Enumerable.Range(1, news.Count).Select(number => overview.Version + number), news.Select(change => change.Version));
        var changed = changes.SelectMany(change => change.Changed).Last(change => change.ContainsKey("spots"));
        Assert.Equal(location, changed["id"]!.GetValue<string>());
        Assert.Equal(45, changed["spots"]!["occupied"]!.GetValue<int>());
        Assert.False(changed.ContainsKey("name"), "Members that are the same are not sent.");
    }

    [Fact]
    public async Task A_member_that_is_gone_is_null()
    {
        var location = await system.NewLocationAsync();
        await system.Grains.GetLocation(location).ConfigureAsync(new LocationSettings("Site", Address: "Jalan 1"));
        await using var desk = await ConnectAsync(Protocol.MessagePack, location);
        var changes = ParkingHubTests.Record<OverviewChange>(desk, "OverviewChanged");
        Assert.Equal("Jalan 1", (await FirstAsync(desk, location)).Locations[0].Address);

        await system.Grains.GetLocation(location).ConfigureAsync(new LocationSettings("Site"));

        await Eventually.HoldsAsync(
            () => changes.SelectMany(change => change.Changed).Any(change => change.ContainsKey("address") && change["address"] is null), "the address is told to be gone");
    }

    [Fact]
    public async Task An_operator_sees_the_locations_of_the_token_only_also_when_they_leave_its_group()
    {
        var group = $"region-{Guid.NewGuid():N}"[..20];
        var (mine, foreign) = (await system.NewLocationAsync(), await system.NewLocationAsync());
        await system.Grains.GetLocation(mine).ConfigureAsync(new LocationSettings("Mine", Groups: [group]));
        var token = new TokenIssuer(system.KeysFolder, TimeProvider.System)
            .Issue(new TokenRequest(Role.Operator, TimeSpan.FromHours(1)) { Scope = new TokenScope { Groups = [group] } }, "test").Token;
        await using var desk = await system.ConnectAsync("operations", Protocol.Json, token);
        var changes = ParkingHubTests.Record<OverviewChange>(desk, "OverviewChanged");
        var alarms = ParkingHubTests.Record<Alarm>(desk, "AlarmChanged");
        await FirstAsync(desk, mine);
        await desk.InvokeAsync<IReadOnlyList<Alarm>>("SubscribeToAlarms", null);

        await system.EnterAsync(foreign);
        await RaiseAsync(foreign);
        await RaiseAsync(mine);
        await Eventually.HoldsAsync(() => alarms.Any(alarm => alarm.LocationId == mine && alarm.Groups?.Single() == group), "the own alarm arrived");
        await system.Grains.GetLocation(mine).ConfigureAsync(new LocationSettings("Mine"));
        await Eventually.HoldsAsync(() => changes.Any(change => change.Removed.Contains(mine)), "the location is gone from the overview");
        await Eventually.HoldsAsync(() => alarms.Any(alarm => alarm.LocationId == mine && alarm.State == AlarmState.Cleared), "its alarm is gone too");

        Assert.DoesNotContain(changes, change => change.Changed.Any(changed => changed["id"]!.GetValue<string>() == foreign));
        Assert.DoesNotContain(alarms, alarm => alarm.LocationId == foreign);
        await HubErrors.HasCodeAsync("forbidden", desk.InvokeAsync<Alarm>("AcknowledgeAlarm", $"{foreign}~1", null));
        await HubErrors.HasCodeAsync("forbidden", desk.InvokeAsync<Alarm>("AcknowledgeAlarm", "~1", null));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Alarms_come_at_once_and_with_every_change_until_they_are_cleared(Protocol protocol)
    {
        var location = await system.NewLocationAsync();
        await using var desk = await ConnectAsync(protocol, location);
        var alarms = ParkingHubTests.Record<Alarm>(desk, "AlarmChanged");
        Assert.Empty(await desk.InvokeAsync<IReadOnlyList<Alarm>>("SubscribeToAlarms", new AlarmFilter(Location: location)));

        await RaiseAsync(location);
        await Eventually.HoldsAsync(() => !alarms.IsEmpty, "the alarm arrived");
        var alarm = alarms.Single();
        Assert.Equal((AlarmKind.SiteUnreachable, AlarmRank.High, location, AlarmState.Active), (alarm.Kind, alarm.Rank, alarm.LocationId, alarm.State));
        await Eventually.HoldsAsync(async () => (await FirstAsync(desk, location)).Totals.Alarms.High == 1, "the overview counts it");

        var acknowledged = await desk.InvokeAsync<Alarm>("AcknowledgeAlarm", alarm.Id, "On my way");
        Assert.Equal((AlarmState.Acknowledged, "On my way"), (acknowledged.State, acknowledged.Note));
        await Eventually.HoldsAsync(() => alarms.Any(changed => changed.Version == acknowledged.Version), "the change arrived");
        Assert.Equal(AlarmState.Shelved, (await desk.InvokeAsync<Alarm>("ShelveAlarm", alarm.Id, TimeProvider.System.GetUtcNow().AddHours(1), "Repair")).State);
        await HubErrors.HasCodeAsync("invalid-request", desk.InvokeAsync<Alarm>("ShelveAlarm", alarm.Id, TimeProvider.System.GetUtcNow().AddHours(1), ""));
        // As a stock client sends it.
        Assert.NotNull((await desk.InvokeAsync<Alarm>("ShelveAlarm", alarm.Id, UtcTime.Format(TimeProvider.System.GetUtcNow().AddHours(2)), "Repair")).Until);
        await HubErrors.HasCodeAsync("invalid-request", desk.InvokeAsync<Alarm>("ShelveAlarm", alarm.Id, "soon", "Repair"));
        Assert.Equal(AlarmState.Active, (await desk.InvokeAsync<Alarm>("UnshelveAlarm", alarm.Id)).State);

        await ReportAsync(location, []);
        await Eventually.HoldsAsync(() => alarms.Any(changed => changed.State == AlarmState.Cleared), "it was cleared");
        Assert.Equal(alarms.Select(changed => changed.Version).Distinct().Order(), alarms.Select(changed => changed.Version).Distinct());
        await HubErrors.HasCodeAsync("unknown-alarm", desk.InvokeAsync<Alarm>("AcknowledgeAlarm", alarm.Id, null));
    }

    [Fact]
    public async Task The_alarms_of_a_time_and_those_that_are_open_come_over_http()
    {
        var location = await system.NewLocationAsync();
        using var http = system.Http(system.Token(Role.Operator, location));
        await RaiseAsync(location);
        await Eventually.HoldsAsync(async () => (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/alarms")).Json.GetProperty("alarms").GetArrayLength() == 1, "it is open");
        Assert.Equal(0, (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/alarms?rank=low")).Json.GetProperty("alarms").GetArrayLength());
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/alarms?rank=worst")).IsProblem(400, "invalid-request", "rank");
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/alarms?location=elsewhere")).IsProblem(403, "forbidden");

        await ReportAsync(location, []);
        await Eventually.HoldsAsync(async () => (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/alarms")).Json.GetProperty("alarms").GetArrayLength() == 0, "it is cleared");
        var kept = (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/alarms?from=2026-01-01T00:00:00Z&location={location}")).Json.GetProperty("alarms");
        Assert.Equal("cleared", kept[0].GetProperty("state").GetString());
        var overview = (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/overview")).Json.GetProperty("locations").EnumerateArray();
        Assert.All(overview, summary => Assert.Equal(summary.GetProperty("id").GetString() == location, summary.TryGetProperty("alarms", out _)));
        using var nobody = system.Http();
        Assert.All(
            (await HttpAnswer.SendAsync(nobody, HttpMethod.Get, "/api/v1/overview")).Json.GetProperty("locations").EnumerateArray(),
            summary => Assert.False(summary.TryGetProperty("alarms", out _)));
    }

    [Fact]
    public async Task A_filter_shows_what_matches_and_tells_when_it_no_longer_does()
    {
        var location = await system.NewLocationAsync(spots: 10);
        await system.EnterAsync(location);
        await using var desk = await ConnectAsync(Protocol.Json, location);
        var changes = ParkingHubTests.Record<OverviewChange>(desk, "OverviewChanged");
        await Eventually.HoldsAsync(
            async () => (await desk.InvokeAsync<OverviewSnapshot>("SubscribeToOverview", new OverviewFilter(Status: OccupancyStatus.Open))).Locations.Count == 1, "it is open");

        await system.EnterAsync(location, cars: 9);

        await Eventually.HoldsAsync(() => changes.Any(change => change.Removed.Contains(location)), "it is no longer open");
        await HubErrors.HasCodeAsync("invalid-request", desk.InvokeAsync<OverviewSnapshot>("SubscribeToOverview", new OverviewFilter(Group: "No Slug")));
    }

    private static async Task<OverviewSnapshot> FirstAsync(HubConnection desk, string location)
    {
        OverviewSnapshot? overview = null;
        await Eventually.HoldsAsync(
            async () => (overview = await desk.InvokeAsync<OverviewSnapshot>("SubscribeToOverview", null)).Locations.Any(summary => summary.Id == location), "the overview has it");
        return overview!;
    }

    private Task<HubConnection> ConnectAsync(Protocol protocol, string location) => system.ConnectAsync("operations", protocol, system.Token(Role.Operator, location));

    private Task RaiseAsync(string location) => ReportAsync(location, [new AlarmCondition(AlarmKind.SiteUnreachable, 1, [])]);

    private Task ReportAsync(string location, IReadOnlyList<AlarmCondition> conditions) =>
        system.Grains.GetAlarms(location).ReportAsync(new AlarmReport("gateway test", conditions, ValidFor: TimeSpan.FromMinutes(10)));
}
