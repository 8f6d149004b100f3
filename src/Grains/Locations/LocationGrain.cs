using System.Diagnostics.CodeAnalysis;
using LiveParking.Grains.Audit;
using LiveParking.Grains.Changes;
using LiveParking.Grains.Concurrency;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Storage;
using LiveParking.LiveStreams;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace LiveParking.Grains.Locations;

/// <summary>
/// One location: its settings, its list of levels, its cameras, and the newest status of each level, which it follows as a subscriber. It publishes
/// all of this as one state. Reentrant, so that many announcements and changes share a store write, and reading the status never waits for one.
/// </summary>
[GrainType("location"), Reentrant]
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore without wait handle holds nothing to free.")]
internal sealed partial class LocationGrain(
    [PersistentState("location", StorageNames.Parking)] IPersistentState<LocationState> stored,
    ILivePublisher publisher,
    IClusterMembershipService membership,
    IOptions<LocationOptions> options,
    UnknownActivations unknown,
    TimeProvider timeProvider,
    ILogger<LocationGrain> logger) : Grain, ILocationGrain, ILocationCamerasGrain, ILocationParts, IAuditedGrain
{
    private static readonly TimeSpan SilenceCheck = TimeSpan.FromSeconds(1);

    private CoalescedState<LocationState> _state = null!;
    private readonly SiloPresence _presence = new(membership, timeProvider);
    private readonly SemaphoreSlim _administration = new(1);
    private LevelFollower _levels = null!;
    private GrainExistence _existence = null!;
    private NewestSender<AlarmReport> _alarms = null!;
    private IGrainTimer? _silence;
    private StreamId _stream;
    private string _id = "";
    private long _version;
    private bool _hasListedGroups;
    private bool _areLevelsKnown;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = Slug.Require(this.GetPrimaryKeyString(), "location id");
        StoredSchema.Require(stored.State.Schema, LocationState.CurrentSchema, _id);
        _state = new CoalescedState<LocationState>(new PersistentUnit<LocationState>(stored), timeProvider, logger);
        _existence = new GrainExistence(unknown, GrainContext);
        var streams = this.GetStreamProvider(ParkingStreams.ProviderName);
        _stream = ParkingStreams.LocationStatus(_id);
        _levels = new LevelFollower(_id, streams, GrainFactory, timeProvider, logger, Publish);
        _alarms = new NewestSender<AlarmReport>(
            GrainFactory.GetAlarms(_id).ReportAsync, error => Log.NotReported(logger, _id, error.Message), timeProvider);
        _alarms.Assume(LocationConditions.Of(null, isSilent: false));
        _presence.Expect(_state.Newest.Cameras.Select(camera => camera.Silo).OfType<string>());
        await _levels.FollowAsync(_state.Newest.Levels);
        _state.Committed += _ => Publish();
        _areLevelsKnown = true;
        Publish();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _alarms.Stop();
        return Task.CompletedTask;
    }

    public async Task<ConfiguredLocation> GetAsync()
    {
        RequireExists(_state.Newest);
        // The levels themselves are called: a caller must see its acknowledged writes, not only the statuses that have arrived here.
        await _levels.RefreshAsync();
        return Configured();
    }

    public Task<StoredLocationSettings> GetSettingsAsync()
    {
        RequireExists(_state.Newest);
        return Task.FromResult(new StoredLocationSettings(_state.Newest.Settings!, LocationRules.SettingsVersion(_state.Newest)));
    }

    public async Task<ConfiguredLocation> ConfigureAsync(LocationSettings settings, long? expected)
    {
        LocationRules.Require(settings);
        using var turn = await AsyncLock.TakeAsync(_administration);
        LocationRules.RequireVersion(_id, _state.Newest, expected);
        await Catalog.AddLocationAsync(_id);
        var before = _state.Newest.Settings;
        // Before the settings are stored: who loses access by them has lost it when this is answered.
        _hasListedGroups = false;
        await Catalog.SetGroupsAsync(_id, settings.Groups ?? []);
        await ChangeAsync(state => LocationRules.Configure(state, settings, timeProvider.GetUtcNow()));
        _hasListedGroups = true;
        // Sent again with every change, so that a level that missed it because of a failure gets it with the next one.
        if (before is not null)
            await Task.WhenAll(_state.Newest.Levels.Select(level => Level(level).SetSiteAsync(LocationRules.HoursOf(settings))));
        return Configured();
    }

    public Task CheckSiteAsync(SiteSettings site)
    {
        ArgumentNullException.ThrowIfNull(site);
        _existence.Note(_state.Newest.Settings is not null);
        SiteRules.Require(_id, site, options.Value.LevelsPerLocation);
        return Task.CompletedTask;
    }

    public async Task<LevelAdvice> AdviseLevelAsync(string? type)
    {
        if (type is not null)
            Slug.Require(type, "type", "type");
        var levels = (await GetAsync()).Status.Levels;
        var usable = type is null ? [] : await _levels.UsableAsync(type);
        return LevelAdviceRules.Advise(_id, levels, type, level => usable.GetValueOrDefault(level.LevelId));
    }

    public Task<IReadOnlyList<string>> FindLevelsAsync(IReadOnlyList<string> levelIds)
    {
        RequireExists(_state.Newest);
        return Task.FromResult<IReadOnlyList<string>>([.. levelIds.Where(_state.Newest.Levels.Contains)]);
    }

    public async Task RemoveAsync(long? expected)
    {
        using var turn = await AsyncLock.TakeAsync(_administration);
        if (_state.Newest is { Schema: > 0, Settings: null })
        {
            // An earlier removal may have stopped before the catalog was updated.
            await Catalog.RemoveLocationAsync(_id);
        }

        RequireExists(_state.Newest);
        LocationRules.RequireVersion(_id, _state.Newest, expected);
        foreach (var level in _state.Newest.Levels)
            await RemoveListedLevelAsync(level, null);
        if ((await GrainFactory.GetAlarmLimits().GetAsync(-1))!.Limits.Any(limits => limits.Scope == AlarmLimitsScope.Location && limits.Name == _id))
            await GrainFactory.GetAlarmLimits().RemoveAsync(AlarmLimitsScope.Location, _id);
        await ChangeAsync(state => LocationRules.Remove(state, timeProvider.GetUtcNow()));
        await Catalog.RemoveLocationAsync(_id);
    }

    public async Task<ConfiguredLevel> ConfigureLevelAsync(string levelId, LevelSettings settings, long? expected)
    {
        Slug.Require(levelId, "level id", "level");
        using var turn = await AsyncLock.TakeAsync(_administration);
        RequireExists(_state.Newest);
        LocationRules.RequireRoom(_id, _state.Newest, levelId, options.Value.LevelsPerLocation);
        // A level that is not listed does not exist, even when an earlier attempt has created the level itself.
        var seen = expected == 0 && !_state.Newest.Levels.Contains(levelId) ? null : expected;
        var configured = await Level(levelId).ConfigureAsync(settings, LocationRules.HoursOf(_state.Newest.Settings!), seen);
        await ChangeAsync(state =>
        {
            RequireExists(state);
            return LocationRules.AddLevel(state, levelId, timeProvider.GetUtcNow());
        });
        await _levels.FollowAsync(_state.Newest.Levels);
        Publish();
        return configured;
    }

    public async Task RemoveLevelAsync(string levelId, long? expected)
    {
        Slug.Require(levelId, "level id", "level");
        using var turn = await AsyncLock.TakeAsync(_administration);
        RequireExists(_state.Newest);
        if (!_state.Newest.Levels.Contains(levelId))
            throw new UnknownLevelException(_id, levelId);
        await RemoveListedLevelAsync(levelId, expected);
    }

    public async Task AnnounceCamerasAsync(CameraAnnouncement announcement)
    {
        if (_state.Newest.Schema > 0)
            RequireExists(_state.Newest);
        if (_state.Newest.Settings is null)
            await MakeForCamerasAsync(announcement.Silo);
        var silo = announcement.Silo.ToParsableString();
        // Whether the silo may have its cameras is decided before anything is published, including to the catalog.
        LocationRules.Announce(_state.Newest, announcement, _presence.IsInCluster, timeProvider.GetUtcNow());
        _presence.MarkSeen(silo);
        foreach (var camera in LocationRules.NewlyPrivate(_state.Newest, announcement))
            Log.BecamePrivate(logger, camera, _id);
        await AuditCamerasAsync(announcement);
        var entries = announcement.Cameras.Select(camera => new CameraEntry(camera.Status.Id, _id, camera.IsPublic, camera.PublicRung)).ToList();
        if (_state.Newest.Cameras.Count(known => known.Silo == silo) != entries.Count || entries.Exists(IsNew))
            await Catalog.AddCamerasAsync(_id, entries);
        await ChangeAsync(state => LocationRules.Announce(state, announcement, _presence.IsInCluster, timeProvider.GetUtcNow()));

        bool IsNew(CameraEntry entry) =>
            !_state.Newest.Cameras.Exists(known => known.Status.Id == entry.CameraId && known.IsPublic == entry.IsPublic && known.PublicRung == entry.PublicRung);
    }

    public Task<SiloAddress> GetCameraSiloAsync(string cameraId)
    {
        _existence.Note(_state.Newest.Settings is not null);
        var camera = _state.Newest.Cameras.Find(known => known.Status.Id == cameraId) ?? throw new UnknownCameraException(cameraId);
        return camera.Silo is { } silo && _presence.IsAlive(silo)
            ? Task.FromResult(SiloAddress.FromParsableString(silo))
            : throw new CameraOfflineException($"Camera '{cameraId}' is offline. {camera.Status.Reason}".TrimEnd());
    }

    public Task<AlarmReport> GetAlarmReportAsync()
    {
        RequireExists(_state.Newest);
        return Task.FromResult(LocationConditions.Of(Status(), IsSiteSilent));
    }

    public Task<LocationParts> GetPartsAsync()
    {
        RequireExists(_state.Newest);
        return Task.FromResult(new LocationParts(_state.Newest.Levels, !_state.Newest.Cameras.IsEmpty));
    }

    public (string? LocationId, string? Target) AuditTarget(string action, IInvokable call) =>
        (this.GetPrimaryKeyString(), IsAboutLevel(action) ? call.GetArgument(0) as string : null);

    public async Task<string?> DescribeAsync(string action, IInvokable call, object? result)
    {
        if (!IsAboutLevel(action))
            return AuditText.Of(_state.Newest.Settings);
        if (call.GetArgument(0) is not string level || !_state.Newest.Levels.Contains(level))
            return null;
        return AuditText.Of((await GrainFactory.GetLevel(new LevelKey(_id, level)).GetAsync()).Settings);
    }

    /// <summary>Cameras that come, go, are opened or closed stand in the trail before that takes effect. Their silo does it.</summary>
    private async Task AuditCamerasAsync(CameraAnnouncement announcement)
    {
        var now = timeProvider.GetUtcNow();
        var author = new AuditAuthor($"silo {announcement.Silo}");
        // The id says what changes from what: an announcement that is refused afterwards, and comes again every 2 s, is one entry.
        var version = _state.Newest.Version;
        var entries = LocationRules.CameraChanges(_state.Newest, announcement)
            .Select(change => new AuditEntry(
                $"{_id}-{change.CameraId}-{version}-{change.After?.Public}", now, "camera.configure", author, AuditOutcome.Done, _id, change.CameraId, null,
                AuditText.Of(change.Before), AuditText.Of(change.After), now))
            .ToList();
        if (entries.Count > 0)
            await GrainFactory.GetAuditTrail().AddAsync(entries);
    }

    private static bool IsAboutLevel(string action) => action.StartsWith("level.", StringComparison.Ordinal);

    private async Task RemoveListedLevelAsync(string levelId, long? expected)
    {
        try
        {
            await Level(levelId).RemoveAsync(expected);
        }
        catch (UnknownLevelException)
        {
            // An earlier removal got this far; only the list entry remains.
            Log.RemovalResumed(logger, _id, levelId);
        }

        await ChangeAsync(state => LocationRules.RemoveLevel(state, levelId, timeProvider.GetUtcNow()));
        await _levels.FollowAsync(_state.Newest.Levels);
        Publish();
    }

    /// <summary>Creates the location when a camera names one that does not exist; settings that an operator sets meanwhile stay.</summary>
    private async Task MakeForCamerasAsync(SiloAddress silo)
    {
        var now = timeProvider.GetUtcNow();
        await GrainFactory.GetAuditTrail().AddAsync(
        [
            new AuditEntry(
                $"{_id}-made-{_state.Newest.Version}", now, "location.configure", new AuditAuthor($"silo {silo}"), AuditOutcome.Done, _id, null, null, null,
                AuditText.Of(new LocationSettings(_id)), now),
        ]);
        await Catalog.AddLocationAsync(_id);
        await ChangeAsync(state => state.Settings is null
            ? LocationRules.Configure(state, new LocationSettings(_id), timeProvider.GetUtcNow())
            : state);
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        await DetectSilenceAsync();
        if (!_hasListedGroups)
            await ListGroupsAsync();
    }

    /// <summary>
    /// Has the catalog list the groups that are stored here: after a start, because a silo may have died between the two, and after a failed change.
    /// </summary>
    private async Task ListGroupsAsync()
    {
        using var turn = await AsyncLock.TakeAsync(_administration);
        if (_state.Newest.Settings is { } settings)
            await Catalog.SetGroupsAsync(_id, settings.Groups ?? []);
        _hasListedGroups = true;
    }

    private async Task DetectSilenceAsync()
    {
        foreach (var silo in _presence.Silent())
        {
            Log.SiloSilent(logger, silo, _id);
            await ChangeAsync(state => _presence.IsAlive(silo) ? state : LocationRules.Silence(state, silo, timeProvider.GetUtcNow()));
            if (!_presence.IsAlive(silo))
                _presence.Forget(silo);
            if (_state.Newest.Settings is not null)
                _alarms.Offer(LocationConditions.Of(Status(), IsSiteSilent));
        }
    }

    private Task ChangeAsync(Func<LocationState, LocationState> change) => _state.ChangeAsync(change, DeactivateOnIdle);

    private void Publish()
    {
        _existence.Note(_state.Newest.Settings is not null);
        if (_state.Newest.Settings is null)
        {
            _silence?.Dispose();
            _silence = null;
            if (_version > 0)
                publisher.Withdraw(_stream);
            _alarms.Offer(LocationConditions.Of(null, isSilent: false));
            return;
        }

        _silence ??= this.RegisterGrainTimer(CheckAsync, new GrainTimerCreationOptions(SilenceCheck, SilenceCheck) { Interleave = true });
        _version = Versions.Next(Math.Max(_version, _state.Newest.Version), timeProvider.GetUtcNow());
        var status = Status();
        publisher.Publish(_stream, status);
        // Before all levels were asked, one that is not there is not well.
        if (_areLevelsKnown)
            _alarms.Offer(LocationConditions.Of(status, IsSiteSilent));
    }

    /// <summary>Whether the site has a silo of its own, and none of them is heard.</summary>
    private bool IsSiteSilent => !_state.Newest.Cameras.IsEmpty && _state.Newest.Cameras.TrueForAll(camera => camera.Silo is null || !_presence.IsAlive(camera.Silo));

    private LocationStatus Status()
    {
        var state = _state.Newest;
        RequireExists(state);
        var settings = state.Settings!;
        var levels = _levels.Newest(state.Levels);
        return new LocationStatus(
            _id,
            settings.Name,
            LocationRules.RollUp(levels),
            LocationRules.Sum(levels),
            levels,
            [.. state.Cameras.Select(camera => camera.Status)],
            Math.Max(_version, state.Version),
            levels.Select(level => level.UpdatedAt).Append(state.UpdatedAt).Max(),
            settings.Address,
            settings.Position,
            settings.OpeningHours,
            settings.TimeZone,
            settings.Groups is { Count: > 0 } groups ? groups : null,
            settings.Notice);
    }

    private ConfiguredLocation Configured() => new(Status(), LocationRules.SettingsVersion(_state.Newest), _state.Newest.Settings!);

    private ICatalogRegistration Catalog => GrainFactory.GetGrain<ICatalogRegistration>(ICatalogGrain.Key);

    private ILevelAdministration Level(string levelId) => GrainFactory.GetGrain<ILevelAdministration>(new LevelKey(_id, levelId).ToString());

    private void RequireExists(LocationState state)
    {
        if (state.Settings is not null)
            return;
        _existence.Note(false);
        throw new UnknownLocationException(_id);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "What is wrong at location {LocationId} is not reported yet: {Reason}")]
        public static partial void NotReported(ILogger logger, string locationId, string reason);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Camera {CameraId} of location {LocationId} is private since this update: cameras are private unless their operator opens them. To open it, start its silo with --public-camera {CameraId}, or set \"public\": true in its --cameras file")]
        public static partial void BecamePrivate(ILogger logger, string cameraId, string locationId);

        [LoggerMessage(Level = LogLevel.Information, Message = "The removal of level {LocationId}/{LevelId} goes on where it had stopped")]
        public static partial void RemovalResumed(ILogger logger, string locationId, string levelId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Silo {Silo} has stopped announcing its cameras of location {LocationId}; they are offline")]
        public static partial void SiloSilent(ILogger logger, string silo, string locationId);
    }
}
