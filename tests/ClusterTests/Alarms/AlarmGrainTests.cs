using LiveParking.ClusterTests.Storage;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Changes;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.ClusterTests.Alarms;

[Collection(ParkingCollection.Name)]
public sealed class AlarmGrainTests(ParkingFixture fixture)
{
    private IGrainFactory Grains => fixture.Cluster.GrainFactory;

    private IAlarmBoardGrain Board => Grains.GetAlarmBoard();

    [Fact]
    public async Task A_silent_site_is_one_alarm_with_its_cameras_under_it_and_its_return_clears_it()
    {
        var id = await fixture.NewLocationAsync();
        await AnnounceAsync(id, CameraState.Live, "a", "b");

        var alarm = await OnlyAlarmAsync(id, alarm => alarm.Kind == AlarmKind.SiteUnreachable);
        Assert.Equal((AlarmRank.High, 2, id), (alarm.Rank, alarm.Count, alarm.LocationId));

        await UntilBoardShowsAsync(id, alarms => alarms.Count == 0, () => AnnounceAsync(id, CameraState.Live, "a", "b"));
        var history = await Grains.GetAlarms(id).FindAsync(new AlarmQuery(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue));
        Assert.Equal((AlarmState.Cleared, alarm.Id), (history[0].State, history[0].Id));
    }

    [Fact]
    public async Task An_acknowledged_alarm_says_by_whom_and_stands_in_the_audit_trail()
    {
        var id = await fixture.NewLocationAsync();
        await RaiseAsync(id);
        var alarm = await AlarmAsync(id, AlarmKind.SiteUnreachable);

        new AuditAuthor("rina", "operator", RequestId: Guid.NewGuid().ToString("N")).SendAlong();
        var acknowledged = await Grains.GetAlarms(id).AcknowledgeAsync(alarm.Id, "On my way");

        Assert.Equal((AlarmState.Acknowledged, "rina", "On my way"), (acknowledged.State, acknowledged.By, acknowledged.Note));
        await UntilBoardShowsAsync(id, alarms => alarms is [{ State: AlarmState.Acknowledged }]);
        var entry = (await Grains.GetAuditTrail().FindAsync(new AuditQuery(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, 10, id, Action: "alarm"))).Entries[0];
        Assert.Equal(("alarm.acknowledge", "rina", alarm.Id, AuditOutcome.Done), (entry.Action, entry.Author.Subject, entry.Target, entry.Outcome));
        Assert.Contains("\"state\":\"active\"", entry.Before, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"acknowledged\"", entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shelved_alarm_needs_a_reason_and_a_time_to_come()
    {
        var id = await fixture.NewLocationAsync();
        await RaiseAsync(id);
        var alarm = await AlarmAsync(id, AlarmKind.SiteUnreachable);
        var now = TimeProvider.System.GetUtcNow();

        await Assert.ThrowsAsync<InvalidRequestException>(() => Grains.GetAlarms(id).ShelveAsync(alarm.Id, now.AddHours(1), " "));
        await Assert.ThrowsAsync<InvalidRequestException>(() => Grains.GetAlarms(id).ShelveAsync(alarm.Id, now.AddDays(31), "holiday"));
        await Assert.ThrowsAsync<InvalidRequestException>(() => Grains.GetAlarms(id).ShelveAsync(alarm.Id, now.AddHours(-1), "holiday"));
        await Assert.ThrowsAsync<UnknownAlarmException>(() => Grains.GetAlarms(id).ShelveAsync($"{id}~1", now.AddHours(1), "holiday"));
        await Assert.ThrowsAsync<UnknownAlarmException>(() => Grains.GetAlarms(id).AcknowledgeAsync("elsewhere~1", null));

        Assert.Equal(AlarmState.Shelved, (await Grains.GetAlarms(id).ShelveAsync(alarm.Id, now.AddHours(1), "holiday")).State);
        Assert.Equal(AlarmState.Active, (await Grains.GetAlarms(id).UnshelveAsync(alarm.Id)).State);
    }

    [Fact]
    public async Task The_alarms_of_a_removed_level_are_cleared()
    {
        var id = await fixture.NewLocationAsync(100);
        await fixture.Level(id, "upper").ReportAsync([new Reading("a", "weak", TimeProvider.System.GetUtcNow(), ReadingKind.Heartbeat, Battery: 3)]);
        var low = await AlarmAsync(id, AlarmKind.SensorBattery);
        Assert.Equal(("weak", "upper"), (low.SensorId, low.LevelId));

        await fixture.Location(id).RemoveLevelAsync("upper");

        await UntilBoardShowsAsync(id, alarms => alarms.Count == 0);
    }

    [Fact]
    public async Task A_change_that_is_not_stored_is_refused_and_shown_and_stored_the_next_time()
    {
        var id = await fixture.NewLocationAsync();
        await RaiseAsync(id);
        var alarm = await AlarmAsync(id, AlarmKind.SiteUnreachable);
        var grain = Grains.GetAlarms(id).GetGrainId();
        var note = "";
        // A write of the grain's own may meet the fault first: then another note meets the next.
        await Eventually.HoldsAsync(
            async () =>
            {
                note += "kept ";
                ParkingFixture.Store.FailNext(grain, FaultyStorage.Fault.Refuse);
                return await Record.ExceptionAsync(() => Grains.GetAlarms(id).AcknowledgeAsync(alarm.Id, note)) is StoreUnavailableException;
            },
            "a change is refused");

        Assert.Equal(note, (await AlarmAsync(id, AlarmKind.SiteUnreachable)).Note);
        await Grains.GetAlarms(id).AcknowledgeAsync(alarm.Id, note);

        Assert.Contains(note, ParkingFixture.Store.Read(grain, "alarms"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_board_tells_only_what_changed()
    {
        var (one, other) = (await fixture.NewLocationAsync(), await fixture.NewLocationAsync());
        await RaiseAsync(one);
        await AlarmAsync(one, AlarmKind.SiteUnreachable);
        var all = await Board.WaitForChangesAsync(null);
        Assert.True(all.IsWhole);

        await RaiseAsync(other);

        // Other tests of this cluster have alarms too.
        var position = all.Position;
        List<string?> changed = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                var changes = await Board.WaitForChangesAsync(position);
                position = changes.Position;
                Assert.False(changes.IsWhole);
                changed.AddRange(changes.Changed.Select(place => place.LocationId));
                return changed.Contains(other);
            },
            "the other site's alarm is told");
        Assert.DoesNotContain(one, changed);
        Assert.True((await Board.WaitForChangesAsync(new ChangePosition(Guid.NewGuid(), 1))).IsWhole);
    }

    [Fact]
    public async Task The_limits_of_a_group_count_at_its_locations_and_a_locations_own_before_them()
    {
        var id = await fixture.NewLocationAsync(100);
        var group = $"group-{id}";
        await fixture.Location(id).ConfigureAsync(new LocationSettings("Site", Groups: [group]));
        await fixture.Level(id, "upper").ReportAsync([new Reading("a", "weak", TimeProvider.System.GetUtcNow(), ReadingKind.Heartbeat, Battery: 20)]);
        Assert.Empty(await Grains.GetAlarms(id).GetAsync());

        await Grains.GetAlarmLimits().SetAsync(new ScopedAlarmLimits(AlarmLimitsScope.Group, group, new AlarmLimits(BatteryBelowPercent: 30)));
        Assert.Equal("weak", (await AlarmAsync(id, AlarmKind.SensorBattery)).SensorId);

        await Grains.GetAlarmLimits().SetAsync(new ScopedAlarmLimits(AlarmLimitsScope.Location, id, new AlarmLimits(BatteryBelowPercent: 10)));
        await UntilBoardShowsAsync(id, alarms => alarms.Count == 0);

        await Grains.GetAlarmLimits().RemoveAsync(AlarmLimitsScope.Location, id);
        await AlarmAsync(id, AlarmKind.SensorBattery);
    }

    [Fact]
    public async Task Limits_are_in_the_audit_trail_and_go_with_their_location()
    {
        var id = await fixture.NewLocationAsync();
        await Grains.GetAlarmLimits().SetAsync(new ScopedAlarmLimits(AlarmLimitsScope.Location, id, new AlarmLimits(FullAfterMinutes: 5)));
        await Grains.GetAlarmLimits().SetAsync(new ScopedAlarmLimits(AlarmLimitsScope.Location, id, new AlarmLimits(FullAfterMinutes: 7)));

        await fixture.Location(id).RemoveAsync();

        Assert.DoesNotContain((await Grains.GetAlarmLimits().GetAsync(-1))!.Limits, limits => limits.Name == id);
        var entries = (await Grains.GetAuditTrail().FindAsync(new AuditQuery(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, 10, id, Action: "alarm-limits"))).Entries;
        Assert.Equal(["alarm-limits.remove", "alarm-limits.configure", "alarm-limits.configure"], entries.Select(entry => entry.Action));
        Assert.Equal(("""{"fullAfterMinutes":5}""", """{"fullAfterMinutes":7}"""), (entries[1].Before, entries[1].After));
    }

    /// <summary>An alarm that nothing but its expiry ends.</summary>
    private Task RaiseAsync(string id) =>
        Grains.GetAlarms(id).ReportAsync(new AlarmReport("gateway test", [new AlarmCondition(AlarmKind.SiteUnreachable, 1, [])], ValidFor: TimeSpan.FromMinutes(10)));

    private Task AnnounceAsync(string location, CameraState state, params string[] cameras) => fixture.Cameras(location).AnnounceCamerasAsync(new CameraAnnouncement(
        fixture.Cluster.Primary!.SiloAddress,
        [.. cameras.Select(camera => new AnnouncedCamera(new CameraStatus($"{location}-{camera}", location, null, camera, state, TimeProvider.System.GetUtcNow()), true))]));

    private async Task<Alarm> AlarmAsync(string id, AlarmKind kind)
    {
        Alarm? found = null;
        await Eventually.HoldsAsync(
            async () => (found = (await Grains.GetAlarms(id).GetAsync()).FirstOrDefault(alarm => alarm.Kind == kind)) is not null, $"there is an alarm {kind}");
        return found!;
    }

    private async Task<Alarm> OnlyAlarmAsync(string id, Func<Alarm, bool> condition)
    {
        IReadOnlyList<Alarm> shown = [];
        await UntilBoardShowsAsync(id, alarms => (shown = alarms) is [var only] && condition(only));
        return shown[0];
    }

    private Task UntilBoardShowsAsync(string id, Func<IReadOnlyList<Alarm>, bool> condition, Func<Task>? meanwhile = null) => Eventually.HoldsAsync(
        async () =>
        {
            if (meanwhile is not null)
                await meanwhile();
            var board = await Board.WaitForChangesAsync(null);
            return condition(board.Changed.FirstOrDefault(place => place.LocationId == id)?.Alarms ?? []);
        },
        "the board shows the alarms as expected");
}
