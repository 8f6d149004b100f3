using System.Collections.Frozen;
using LiveParking.Gateway.Cluster;
using LiveParking.Grains.Interfaces;
using LiveParking.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>
/// The groups of all locations, for tokens that name groups. A copy of the catalog's list that is at most a second old when a request is judged by it.
/// While the cluster does not answer, the last copy counts. Thread-safe.
/// </summary>
internal sealed class LocationGroups : ILocationGroups
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly IClusterClient _grains;
    private readonly TimeProvider _timeProvider;
    private readonly SingleFlight<bool> _refresh;
    private volatile Copy? _copy;

    public LocationGroups(IClusterClient grains, TimeProvider timeProvider)
    {
        (_grains, _timeProvider) = (grains, timeProvider);
        _refresh = new SingleFlight<bool>(RefreshAsync);
    }

    /// <summary>Waits for a copy that is at most a second old.</summary>
    /// <exception cref="Errors.ApiException"><c>unavailable</c>: there is no copy yet, and the cluster does not answer.</exception>
    public async Task EnsureFreshAsync()
    {
        if (_copy is { } copy && _timeProvider.GetElapsedTime(copy.ReadAt) < MaxAge)
            return;
        try
        {
            await _refresh.AskAsync();
        }
        catch (Exception) when (_copy is not null)
        {
            // The last copy counts. The request itself fails if it needs the cluster.
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Of(string locationId) => _copy?.Groups.GetValueOrDefault(locationId) ?? [];

    private async Task<bool> RefreshAsync()
    {
        var before = _copy;
        var answer = await _grains.GetCatalog().GetGroupsAsync(before?.Version ?? -1);
        var now = _timeProvider.GetTimestamp();
        _copy = answer is null ? before! with { ReadAt = now } : new Copy(answer.Version, answer.Groups.ToFrozenDictionary(StringComparer.Ordinal), now);
        return true;
    }

    private sealed record Copy(long Version, FrozenDictionary<string, IReadOnlyList<string>> Groups, long ReadAt);
}
