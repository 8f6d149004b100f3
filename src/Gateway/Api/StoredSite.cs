using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LiveParking.Gateway.Cluster;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Api;

/// <summary>A site as it is stored, with the versions of its parts: what is written later must not overwrite what somebody else changed meanwhile.</summary>
/// <param name="Settings">The settings; null when there is no such location.</param>
/// <param name="LocationVersion">The version of the location's settings; 0 when there is none.</param>
/// <param name="LevelVersions">The versions of the levels' settings.</param>
internal sealed record StoredSite(SiteSettings? Settings, long LocationVersion, IReadOnlyDictionary<string, long> LevelVersions)
{
    /// <summary>Reads a site.</summary>
    public static async Task<StoredSite> ReadAsync(string id, IClusterClient grains, GrainLookup lookup)
    {
        ILocationGrain location;
        try
        {
            location = await lookup.LocationAsync(id);
        }
        catch (UnknownLocationException)
        {
            return new StoredSite(null, 0, new Dictionary<string, long>());
        }

        var own = await location.GetSettingsAsync();
        var ids = (await location.GetAsync()).Status.Levels.Select(level => level.LevelId).ToList();
        var levels = await Task.WhenAll(ids.Select(level => grains.GetLevel(new LevelKey(id, level)).GetAsync()));
        var limits = (await grains.GetAlarmLimits().GetAsync(-1))!.Limits.FirstOrDefault(limits => limits.Scope == AlarmLimitsScope.Location && limits.Name == id)?.Limits;
        return new StoredSite(
            new SiteSettings(own.Settings, ids.Zip(levels).ToDictionary(level => level.First, level => level.Second.Settings, StringComparer.Ordinal), limits),
            own.SettingsVersion,
            ids.Zip(levels).ToDictionary(level => level.First, level => level.Second.SettingsVersion, StringComparer.Ordinal));
    }

    /// <summary>Names the site as it is: another one after each change of a part. Null when there is no such location.</summary>
    public string? Tag
    {
        get
        {
            if (Settings is null)
                return null;
            var parts = LevelVersions.OrderBy(level => level.Key, StringComparer.Ordinal).Select(level => $"{level.Key}={level.Value}");
            var text = $"{LocationVersion};{string.Join(';', parts)};{Json(Settings.AlarmLimits)?.ToJsonString()}";
            return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]}\"";
        }
    }

    /// <summary>What has to be done so that the site is as wanted, in the order in which it is done.</summary>
    public IReadOnlyList<SiteChange> ChangesTo(SiteSettings wanted)
    {
        List<SiteChange> changes = [];
        Add(SiteChange.Location, null, Settings?.Location, wanted.Location);
        // Before levels are made: there may be room for no more.
        foreach (var (id, level) in Settings?.Levels ?? new Dictionary<string, LevelSettings>())
        {
            if (!wanted.Levels.ContainsKey(id))
                Add(SiteChange.Level, id, level, null);
        }

        foreach (var (id, level) in wanted.Levels)
            Add(SiteChange.Level, id, Settings?.Levels.GetValueOrDefault(id), level);
        Add(SiteChange.Limits, null, Settings?.AlarmLimits, wanted.AlarmLimits);
        return changes;

        void Add(string part, string? id, object? before, object? after)
        {
            if (!JsonNode.DeepEquals(Json(before), Json(after)))
                changes.Add(new SiteChange(part, id, before is null ? "create" : after is null ? "remove" : "update", before, after));
        }
    }

    /// <summary>Does what <see cref="ChangesTo"/> says.</summary>
    /// <exception cref="PreconditionFailedException">Somebody changed the location or a level since this was read. The parts before it are done; the rest is as it was.</exception>
    public async Task ApplyAsync(string id, IReadOnlyList<SiteChange> changes, IClusterClient grains)
    {
        var location = grains.GetLocation(id);
        foreach (var change in changes)
        {
            var expected = change.LevelId is null ? LocationVersion : LevelVersions.GetValueOrDefault(change.LevelId);
            Task done = change switch
            {
                { After: LocationSettings settings } => location.ConfigureAsync(settings, expected),
                { After: LevelSettings settings } => location.ConfigureLevelAsync(change.LevelId!, settings, expected),
                { Part: SiteChange.Level } => location.RemoveLevelAsync(change.LevelId!, expected),
                { After: AlarmLimits limits } => grains.GetAlarmLimits().SetAsync(new ScopedAlarmLimits(AlarmLimitsScope.Location, id, limits)),
                _ => grains.GetAlarmLimits().RemoveAsync(AlarmLimitsScope.Location, id),
            };
            await done;
        }
    }

    private static JsonNode? Json(object? settings) => settings is null ? null : JsonSerializer.SerializeToNode(settings, settings.GetType(), WireJson.Options);
}
