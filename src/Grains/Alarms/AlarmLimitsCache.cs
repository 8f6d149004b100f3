using System.Collections.Concurrent;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Levels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveParking.Grains.Alarms;

/// <summary>
/// The limits of alarms at each location, as this silo knows them: it asks for changes every 2 s. Levels of this silo whose limits change look again at what is wrong.
/// </summary>
internal sealed partial class AlarmLimitsCache(
    IGrainFactory grains, IOptions<AlarmOptions> settings, TimeProvider timeProvider, ILogger<AlarmLimitsCache> logger) : BackgroundService
{
    /// <summary>Maximum concurrent calls to levels.</summary>
    private const int AskedAtOnce = 64;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<LevelKey, bool> _levels = new();
    private volatile Known? _known;

    /// <summary>When something is an alarm at a location; null until the limits are known: then nothing can be judged, an alarm neither begins nor ends.</summary>
    /// <param name="locationId">The location; null for the system as a whole.</param>
    public AlarmOptions? Find(string? locationId) => _known is { } known ? Of(known, locationId) : null;

    /// <summary>When something is an alarm at a location, where a late judgement does no harm: the silo's settings until the limits are known.</summary>
    /// <param name="locationId">The location; null for the system as a whole.</param>
    public AlarmOptions OfOrSettings(string? locationId) => Find(locationId) ?? settings.Value;

    /// <summary>A level of this silo looks again when its limits change, until <see cref="Unfollow"/>.</summary>
    public void Follow(LevelKey level) => _levels[level] = true;

    /// <summary>A level is deactivated.</summary>
    public void Unfollow(LevelKey level) => _levels.TryRemove(level, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await UpdateAsync();
            }
            catch (Exception error)
            {
                // The silo or the store is starting, or another silo has died. The limits that are known count until then.
                Log.NotUpdated(logger, error.Message);
            }

            await Task.Delay(Interval, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task UpdateAsync()
    {
        var before = _known;
        var limits = await grains.GetAlarmLimits().GetAsync(before?.Limits.Version ?? -1);
        // While no group has limits, nobody needs to know the groups.
        var needsGroups = (limits ?? before!.Limits).Limits.Any(one => one.Scope == AlarmLimitsScope.Group);
        var groups = needsGroups ? await grains.GetCatalog().GetGroupsAsync(before?.Groups?.Version ?? -1) : null;
        if (limits is null && groups is null && before is not null)
            return;
        var next = new Known(limits ?? before!.Limits, needsGroups ? groups ?? before?.Groups : null);
        _known = next;
        // Each location is compared once.
        var changed = _levels.Keys.GroupBy(level => level.LocationId)
            .Where(location => before is null || !AreEqual(Of(before, location.Key), Of(next, location.Key)))
            .SelectMany(location => location);
        foreach (var some in changed.Chunk(AskedAtOnce))
            await Task.WhenAll(some.Select(ReviewAsync));
    }

    private async Task ReviewAsync(LevelKey level)
    {
        try
        {
            await grains.GetGrain<ILevelAdministration>(level.ToString()).ReviewAlarmsAsync();
        }
        catch (Exception error)
        {
            // It looks again with its next change, or where it is started next.
            Log.NotReviewed(logger, level, error.Message);
        }
    }

    private AlarmOptions Of(Known known, string? locationId)
    {
        if (locationId is null || known.Limits.Limits.Count == 0)
            return settings.Value;
        var groups = known.Groups?.Groups.GetValueOrDefault(locationId) ?? [];
        var ofGroups = groups.Select(group => known.OfGroups.GetValueOrDefault(group)).OfType<AlarmLimits>().ToList();
        return AlarmLimitsRules.Of(known.OfLocations.GetValueOrDefault(locationId), ofGroups, settings.Value);
    }

    private static bool AreEqual(AlarmOptions one, AlarmOptions other) =>
        (one.BatteryBelowPercent, one.FullAfterMinutes, one.DriftAbovePercent, one.DisagreementAbovePercent)
        == (other.BatteryBelowPercent, other.FullAfterMinutes, other.DriftAbovePercent, other.DisagreementAbovePercent);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The limits of alarms are not known anew: {Reason}")]
        public static partial void NotUpdated(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Level {Level} did not look at its new limits: {Reason}")]
        public static partial void NotReviewed(ILogger logger, LevelKey level, string reason);
    }

    /// <summary>What this silo knows; the groups are null while no group has limits.</summary>
    private sealed record Known(AlarmLimitsList Limits, LocationGroupList? Groups)
    {
        public Dictionary<string, AlarmLimits> OfGroups { get; } = ByName(Limits, AlarmLimitsScope.Group);

        public Dictionary<string, AlarmLimits> OfLocations { get; } = ByName(Limits, AlarmLimitsScope.Location);

        private static Dictionary<string, AlarmLimits> ByName(AlarmLimitsList list, AlarmLimitsScope scope) =>
            list.Limits.Where(one => one.Scope == scope).ToDictionary(one => one.Name, one => one.Limits, StringComparer.Ordinal);
    }
}
