using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Levels;

namespace LiveParking.Grains.Locations;

/// <summary>The rules of a location: pure functions from a state and an event to the next state.</summary>
internal static class LocationRules
{
    public static LocationState Configure(LocationState state, LocationSettings settings, DateTimeOffset now) =>
        Changed(state with { Settings = settings, SettingsVersion = Versions.Next(state.SettingsVersion, now) }, now);

    /// <summary>The version of the settings for callers; 0 when the location does not exist.</summary>
    public static long SettingsVersion(LocationState state) => state.Settings is null ? 0 : Math.Max(1, state.SettingsVersion);

    /// <summary>
    /// Throws unless the settings have the version that a caller expects; see <see cref="ILocationGrain.ConfigureAsync(LocationSettings, long?)"/>.
    /// </summary>
    /// <exception cref="PreconditionFailedException">The settings have another version.</exception>
    public static void RequireVersion(string id, LocationState state, long? expected)
    {
        var current = SettingsVersion(state);
        if (expected is { } seen && seen != current)
        {
            throw new PreconditionFailedException(current == 0
                ? $"There is no location '{id}' (any more)."
                : $"The settings of location '{id}' have version {current}, not {seen}: read them again.");
        }
    }

    /// <summary>Removes the location; the versions stay, so that a new location with this name continues from them.</summary>
    public static LocationState Remove(LocationState state, DateTimeOffset now) =>
        Changed(new LocationState { Version = state.Version, SettingsVersion = state.SettingsVersion }, now);

    /// <summary>Throws unless the location already has the level, or has room for one more.</summary>
    /// <exception cref="TooManyException">The location is at its limit of levels.</exception>
    public static void RequireRoom(string id, LocationState state, string levelId, int most)
    {
        if (state.Levels.Count >= most && !state.Levels.Contains(levelId))
            throw new TooManyException("levels", $"Location '{id}' has {state.Levels.Count:N0} levels already, as many as it may: remove one first.");
    }

    public static LocationState AddLevel(LocationState state, string levelId, DateTimeOffset now) =>
        state.Levels.Contains(levelId) ? state : Changed(state with { Levels = state.Levels.Add(levelId) }, now);

    public static LocationState RemoveLevel(LocationState state, string levelId, DateTimeOffset now) =>
        Changed(state with { Levels = state.Levels.Remove(levelId) }, now);

    /// <summary>
    /// Applies a silo's camera announcement. <paramref name="isMember"/> returns whether another silo is still in the cluster.
    /// </summary>
    /// <exception cref="CameraTakenException">A camera is attached to another live silo.</exception>
    public static LocationState Announce(LocationState state, CameraAnnouncement announcement, Func<string, bool> isMember, DateTimeOffset now)
    {
        var silo = announcement.Silo.ToParsableString();
        var cameras = state.Cameras.ToBuilder();
        foreach (var camera in announcement.Cameras)
        {
            var index = cameras.FindIndex(known => known.Status.Id == camera.Status.Id);
            var next = new AttachedCamera(
                camera.Status with { BecamePrivate = index >= 0 && IsClosedByUpdate(cameras[index], camera) ? true : null }, camera.IsPublic, silo, camera.PublicRung);
            if (index < 0)
            {
                cameras.Add(next);
                continue;
            }

            if (cameras[index].Silo is { } owner && owner != silo && !Supersedes(announcement.Silo, owner) && isMember(owner))
            {
                throw new CameraTakenException(
                    $"Camera '{camera.Status.Id}' of location '{camera.Status.LocationId}' is attached to silo {owner}, which is alive.");
            }

            cameras[index] = next;
        }

        for (var i = 0; i < cameras.Count; i++)
        {
            var known = cameras[i];
            if (known.Silo == silo && !announcement.Cameras.Any(camera => camera.Status.Id == known.Status.Id))
                cameras[i] = Detached(known, "It is no longer attached to its silo.", now);
        }

        return Replace(state, cameras.ToImmutable(), now);
    }

    /// <summary>
    /// Whether an update made a camera private: a release before 0.4, where cameras were public unless they were closed, stored it as public. It stays
    /// so until the camera is public again.
    /// </summary>
    private static bool IsClosedByUpdate(AttachedCamera known, AnnouncedCamera camera) =>
        !camera.IsPublic && camera.PublicRung is not null && (known.Status.BecamePrivate == true || (known.IsPublic && known.PublicRung is null));

    /// <summary>The cameras that an announcement makes private by an update, and that were not yet: see <see cref="CameraStatus.BecamePrivate"/>.</summary>
    public static IEnumerable<string> NewlyPrivate(LocationState state, CameraAnnouncement announcement) =>
        from camera in announcement.Cameras
        let known = state.Cameras.Find(known => known.Status.Id == camera.Status.Id)
        where known is { Status.BecamePrivate: not true } && IsClosedByUpdate(known, camera)
        select camera.Status.Id;

    /// <summary>The cameras of which an announcement changes who may see them: new ones, changed ones, and those that are no longer attached.</summary>
    public static IEnumerable<CameraChange> CameraChanges(LocationState state, CameraAnnouncement announcement)
    {
        var silo = announcement.Silo.ToParsableString();
        var announced = announcement.Cameras.Select(camera => (camera.Status.Id, Settings: new CameraVisibility(camera.Status.Name, camera.IsPublic, camera.PublicRung)));
        foreach (var (id, settings) in announced)
        {
            var known = state.Cameras.Find(known => known.Status.Id == id && known.Silo is not null);
            var before = known is null ? null : new CameraVisibility(known.Status.Name, known.IsPublic, known.PublicRung);
            if (before != settings)
                yield return new CameraChange(id, before, settings);
        }

        foreach (var detached in state.Cameras.Where(known => known.Silo == silo && !announcement.Cameras.Any(camera => camera.Status.Id == known.Status.Id)))
            yield return new CameraChange(detached.Status.Id, new CameraVisibility(detached.Status.Name, detached.IsPublic, detached.PublicRung), null);
    }

    /// <summary>Takes the cameras of a silent silo offline.</summary>
    public static LocationState Silence(LocationState state, string silo, DateTimeOffset now) =>
        Replace(
            state,
            [.. state.Cameras.Select(known => known.Silo != silo
                ? known
                : known with { Status = Offline(known.Status, "The silo to which it is attached does not answer.", now) })],
            now);

    /// <summary>The settings of a location that its levels need.</summary>
    public static SiteHours HoursOf(LocationSettings settings) => new(settings.TimeZone, settings.OpeningHours);

    /// <summary>The sum over the levels; available is derived from the sums.</summary>
    public static Spots Sum(IReadOnlyCollection<LevelStatus> levels) => Spots.Sum([.. levels.Select(level => level.Spots)]);

    /// <summary>
    /// Open when any level is open; otherwise almost full when any is; full when all known levels are full; closed when all are closed; unknown when
    /// nothing is known.
    /// </summary>
    public static OccupancyStatus RollUp(IReadOnlyCollection<LevelStatus> levels)
    {
        foreach (var status in (OccupancyStatus[])[OccupancyStatus.Open, OccupancyStatus.AlmostFull, OccupancyStatus.Full])
        {
            if (levels.Any(level => level.Status == status))
                return status;
        }

        return levels.Count > 0 && levels.All(level => level.Status == OccupancyStatus.Closed) ? OccupancyStatus.Closed : OccupancyStatus.Unknown;
    }

    /// <summary>Validates settings. All errors are reported together.</summary>
    /// <exception cref="InvalidRequestException">A rule is broken.</exception>
    public static void Require(LocationSettings settings)
    {
        List<(string Field, string Fault)> faults = [];
        if (string.IsNullOrWhiteSpace(settings.Name) || settings.Name.Length > 200)
            faults.Add(("name", "1 to 200 characters are needed."));
        if (settings.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            faults.Add(("timeZone", "the IANA name of a time zone is needed, such as Asia/Jakarta."));
        if (settings.Address is { Length: > 500 })
            faults.Add(("address", "at most 500 characters are allowed."));
        if (settings.Position is { Latitude: not (>= -90 and <= 90) })
            faults.Add(("position.latitude", "-90 to 90 is needed."));
        if (settings.Position is { Longitude: not (>= -180 and <= 180) })
            faults.Add(("position.longitude", "-180 to 180 is needed."));
        if (settings.OpeningHours is { } hours && LevelHours.Fault(hours) is { } fault)
            faults.Add(("openingHours", fault));
        if (settings.Groups is { } groups && GroupsFault(groups) is { } groupsFault)
            faults.Add(("groups", groupsFault));
        if (settings.Notice is { } notice)
            faults.AddRange(NoticeFaults(notice));
        if (faults.Count > 0)
            throw new InvalidRequestException(string.Join(' ', faults.Select(fault => $"{fault.Field}: {fault.Fault}")), faults[0].Field);
    }

    private static string? GroupsFault(IReadOnlyList<string> groups) => groups switch
    {
        { Count: > LocationSettings.MaxGroups } => $"at most {LocationSettings.MaxGroups} are allowed.",
        _ when groups.Any(group => !Slug.IsValid(group)) => $"'{groups.First(group => !Slug.IsValid(group))}' is not a slug, such as region-east.",
        _ when groups.Distinct(StringComparer.Ordinal).Count() < groups.Count => "each may be named once.",
        _ => null,
    };

    private static IEnumerable<(string Field, string Fault)> NoticeFaults(LocationNotice notice)
    {
        if (string.IsNullOrWhiteSpace(notice.Text) || notice.Text.Length > LocationNotice.MaxTextLength)
            yield return ("notice.text", $"1 to {LocationNotice.MaxTextLength} characters are needed.");
        if (notice.Contact is { } contact && (string.IsNullOrWhiteSpace(contact) || contact.Length > LocationNotice.MaxContactLength))
            yield return ("notice.contact", $"1 to {LocationNotice.MaxContactLength} characters are needed.");
        if (notice.Url is { } url && !IsWebAddress(url))
            yield return ("notice.url", $"an https or http address of at most {LocationNotice.MaxUrlLength} characters is needed.");
    }

    /// <summary>Pages make it a link, so only http and https are allowed.</summary>
    private static bool IsWebAddress(string url) => url.Length <= LocationNotice.MaxUrlLength
        && Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    /// <summary>Whether a silo replaces the previous one at the same endpoint after a restart.</summary>
    private static bool Supersedes(SiloAddress silo, string owner) =>
        SiloAddress.FromParsableString(owner) is var known && known.Endpoint.Equals(silo.Endpoint) && known.Generation <= silo.Generation;

    private static AttachedCamera Detached(AttachedCamera camera, string reason, DateTimeOffset now) =>
        camera with { Silo = null, Status = Offline(camera.Status, reason, now) };

    private static CameraStatus Offline(CameraStatus status, string reason, DateTimeOffset now) =>
        status.State == CameraState.Offline && status.Reason == reason
            ? status
            : status with { State = CameraState.Offline, Since = now, Reason = reason };

    private static LocationState Replace(LocationState state, System.Collections.Immutable.ImmutableList<AttachedCamera> cameras, DateTimeOffset now) =>
        cameras.SequenceEqual(state.Cameras) ? state : Changed(state with { Cameras = cameras }, now);

    private static LocationState Changed(LocationState state, DateTimeOffset now) =>
        state with { Schema = LocationState.CurrentSchema, Version = Versions.Next(state.Version, now), UpdatedAt = now };
}
