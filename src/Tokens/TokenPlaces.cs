using System.Collections.Frozen;
using System.Security.Claims;
using System.Text.Json;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Tokens;

/// <summary>
/// Where a token is valid, from its claims. Locations and groups add up. A token that names levels or cameras is valid for these only, and one that
/// names sensors only for their readings. Immutable; the groups of a location are looked up at each question, so that a location that leaves a group
/// leaves the token at once.
/// </summary>
public sealed class TokenPlaces
{
    private readonly bool _everywhere;
    private readonly FrozenSet<string> _locations;
    private readonly FrozenSet<string> _groups;
    private readonly FrozenSet<string> _levels;
    private readonly FrozenSet<string> _sensors;
    private readonly FrozenSet<string> _cameras;
    private string? _key;

    private TokenPlaces(IReadOnlyCollection<Claim> claims)
    {
        _locations = Values(claims, TokenClaims.Location);
        _groups = Values(claims, TokenClaims.Group);
        _levels = Values(claims, TokenClaims.Level);
        _sensors = Values(claims, TokenClaims.Sensor);
        _cameras = Values(claims, TokenClaims.Camera);
        _everywhere = _locations.Contains(TokenClaims.EveryLocation);
    }

    /// <summary>No place at all.</summary>
    public static TokenPlaces Nowhere { get; } = new([]);

    /// <summary>Whether the groups of locations decide.</summary>
    public bool UsesGroups => _groups.Count > 0 && !_everywhere;

    /// <summary>Whether the token is valid for all locations, without being narrowed.</summary>
    public bool IsEverywhere => _everywhere && !IsNarrowed;

    /// <summary>The same text for tokens that are valid at the same places.</summary>
    public string Key => _key ??= _everywhere && !IsNarrowed
        ? TokenClaims.EveryLocation
        : JsonSerializer.Serialize(new[] { _locations, _groups, _levels, _sensors, _cameras }.Select(names => names.Order(StringComparer.Ordinal)));

    private bool IsNarrowed => _levels.Count + _sensors.Count + _cameras.Count > 0;

    private bool NamesPlaces => _locations.Count + _groups.Count > 0;

    /// <summary>The places of a token with these claims.</summary>
    public static TokenPlaces From(IEnumerable<Claim> claims) => new([.. claims]);

    /// <summary>Whether the token is valid for a whole location: its settings, its records, all its levels.</summary>
    /// <param name="locationId">The location.</param>
    /// <param name="groups">Looks up groups.</param>
    public bool HasLocation(string locationId, ILocationGroups groups) => !IsNarrowed && IsAt(locationId, groups);

    /// <summary>Whether the token is valid for a level. Its sensors are another question: <see cref="HasSensor"/>.</summary>
    /// <param name="level">The level.</param>
    /// <param name="groups">Looks up groups.</param>
    public bool HasLevel(LevelKey level, ILocationGroups groups) =>
        _cameras.Count == 0
        && (NamesPlaces ? IsAt(level.LocationId, groups) : _levels.Count > 0)
        && (_levels.Count == 0 || _levels.Contains(level.ToString()));

    /// <summary>Whether the token is valid for readings of a sensor, at the levels that it has.</summary>
    public bool HasSensor(string sensorId) => _sensors.Count == 0 || _sensors.Contains(sensorId);

    /// <summary>Whether the token is limited to some sensors.</summary>
    public bool NamesSensors => _sensors.Count > 0;

    /// <summary>Whether the token is valid for a camera.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="locationId">The location to which it belongs.</param>
    /// <param name="groups">Looks up groups.</param>
    public bool HasCamera(string cameraId, string locationId, ILocationGroups groups) =>
        _levels.Count + _sensors.Count == 0
        && (NamesPlaces ? IsAt(locationId, groups) : _cameras.Count > 0)
        && (_cameras.Count == 0 || _cameras.Contains(cameraId));

    /// <summary>Whether the token is for every place of a scope. A scope of cameras alone is part of all locations only.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="groups">Looks up groups.</param>
    public bool Covers(TokenScope scope, ILocationGroups groups)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (IsEverywhere)
            return true;
        if (IsNarrowed || scope.IsEverywhere || scope.Locations.Count + scope.Groups.Count + scope.Levels.Count == 0)
            return false;
        return scope.Locations.All(id => IsAt(id, groups))
            && scope.Groups.All(_groups.Contains)
            && scope.Levels.All(level => LevelKey.TryParse(level, out var key) && IsAt(key.LocationId, groups));
    }

    private bool IsAt(string locationId, ILocationGroups groups) =>
        _everywhere || _locations.Contains(locationId) || (_groups.Count > 0 && _groups.Overlaps(groups.Of(locationId)));

    private static FrozenSet<string> Values(IEnumerable<Claim> claims, string type) =>
        claims.Where(claim => claim.Type == type).Select(claim => claim.Value).ToFrozenSet(StringComparer.Ordinal);
}
