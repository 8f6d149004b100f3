using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Cluster;

/// <summary>
/// The locations and levels that exist. For an unknown id it asks the catalog or the level's location. Both answer from memory, so the grain of a
/// made-up id is never called. Found ids are cached. Missing ids are asked again each time, so that a new location or level is found immediately.
/// Thread-safe.
/// </summary>
internal sealed class GrainLookup
{
    private readonly IGrainFactory _grains;
    private readonly KnownIdCache _knownIds;
    private readonly ClusterLink _link;
    private readonly BatchedQuestions _catalog;
    private readonly BatchedQuestions _locations;

    /// <param name="grains">The grains.</param>
    /// <param name="knownIds">The ids that were found before.</param>
    /// <param name="link">The connection to the cluster.</param>
    public GrainLookup(IClusterClient grains, KnownIdCache knownIds, ClusterLink link)
    {
        (_grains, _knownIds, _link) = (grains, knownIds, link);
        _catalog = new BatchedQuestions((_, ids) => grains.GetCatalog().FindLocationsAsync(ids));
        _locations = new BatchedQuestions((location, ids) => grains.GetLocation(location).FindLevelsAsync(ids));
    }

    /// <summary>The grain of an existing location.</summary>
    /// <exception cref="InvalidRequestException">The id is malformed.</exception>
    /// <exception cref="UnknownLocationException">The location does not exist.</exception>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer.</exception>
    public async ValueTask<ILocationGrain> LocationAsync(string? locationId)
    {
        var id = RequestIds.Location(locationId);
        return await LocationExistsAsync(id) ? _grains.GetLocation(id) : throw new UnknownLocationException(id);
    }

    /// <summary>The grain of an existing level.</summary>
    /// <exception cref="UnknownLevelException">The level does not exist.</exception>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer.</exception>
    public async ValueTask<ILevelGrain> LevelAsync(LevelKey level)
    {
        await RequireLevelAsync(level);
        return _grains.GetLevel(level);
    }

    /// <summary>Throws unless a level exists.</summary>
    /// <inheritdoc cref="LevelAsync"/>
    public async ValueTask RequireLevelAsync(LevelKey level)
    {
        if (!await LevelExistsAsync(level))
            throw new UnknownLevelException(level.LocationId, level.LevelId);
    }

    /// <summary>Whether a location exists. Completes synchronously when this gateway has found it before.</summary>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer.</exception>
    public async ValueTask<bool> LocationExistsAsync(string id)
    {
        _link.RequireReached();
        if (_knownIds.Knows(id))
            return true;
        if (!await _catalog.AskAsync(ICatalogGrain.Key, id))
            return false;
        _knownIds.Add(id);
        return true;
    }

    /// <summary>Whether a level exists. Completes synchronously when this gateway has found it before.</summary>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer.</exception>
    public async ValueTask<bool> LevelExistsAsync(LevelKey level)
    {
        _link.RequireReached();
        if (_knownIds.Knows(level))
            return true;
        try
        {
            if (!await LocationExistsAsync(level.LocationId) || !await _locations.AskAsync(level.LocationId, level.LevelId))
                return false;
            _knownIds.Add(level);
            return true;
        }
        catch (UnknownLocationException)
        {
            _knownIds.Forget(level.LocationId);
            return false;
        }
    }
}
