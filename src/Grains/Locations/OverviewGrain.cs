using LiveParking.Grains.Changes;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Changes;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace LiveParking.Grains.Locations;

/// <summary>
/// The overview of all locations, built by following every location. It has no stored state: it shows what the locations stored. Reentrant, so that
/// it answers while locations are being read.
/// </summary>
[GrainType("overview"), Reentrant, KeepAlive]
internal sealed partial class OverviewGrain(TimeProvider timeProvider, ILogger<OverviewGrain> logger) : Grain, IOverviewGrain, IOverviewStart
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>How often the catalog is read for callers that wait for changes.</summary>
    private static readonly TimeSpan ListPause = TimeSpan.FromSeconds(1);

    private readonly ChangeLog _changes = new(timeProvider);
    private IReadOnlyList<string> _listed = [];
    private long? _listedAt;
    private LocationFollower _locations = null!;
    private Task _following = Task.CompletedTask;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        OnlyKey.Require(this, IOverviewGrain.Key);
        _locations = new LocationFollower(this.GetStreamProvider(ParkingStreams.ProviderName), GrainFactory, _changes, timeProvider, logger);
        return Task.CompletedTask;
    }

    public async Task<Overview> GetAsync()
    {
        var ids = await FollowListedAsync();
        return OverviewRules.Of(ids, _locations.Newest, _locations.KnowsAll(ids));
    }

    public async Task<OverviewChanges> WaitForChangesAsync(ChangePosition? known)
    {
        if (_listedAt is not { } at || timeProvider.GetElapsedTime(at) >= ListPause)
            await FollowListedAsync();
        await _changes.WaitAsync(known);
        var newest = _locations.Newest;
        var complete = _locations.KnowsAll(_listed);
        if (_changes.Since(known) is not { } changed)
            return new OverviewChanges(_changes.Position, IsWhole: true, OverviewRules.Of(_listed, newest, complete).Locations, [], complete);
        return new OverviewChanges(
            _changes.Position, IsWhole: false, [.. changed.Set.Select(id => newest.GetValueOrDefault(id)).OfType<LocationSummary>()], changed.Removed, complete);
    }

    public async Task<bool> FollowAsync() => _locations.KnowsAll(await FollowListedAsync());

    /// <summary>Follows all locations in the catalog, within the timeout of a caller.</summary>
    private async Task<IReadOnlyList<string>> FollowListedAsync()
    {
        var ids = await GrainFactory.GetGrain<ICatalogGrain>(ICatalogGrain.Key).GetLocationsAsync();
        (_listed, _listedAt) = (ids, timeProvider.GetTimestamp());
        using var timeout = new CancellationTokenSource(Timeout, timeProvider);
        while (!_locations.FollowsExactly(ids) && !timeout.IsCancellationRequested)
        {
            if (_following.IsCompleted)
                _following = FollowAsync(ids);
            await _following.WaitAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }

        return ids;
    }

    /// <summary>Continues after the call that started it has been answered.</summary>
    private async Task FollowAsync(IReadOnlyList<string> ids)
    {
        var began = timeProvider.GetTimestamp();
        await _locations.FollowAsync(ids);
        Log.Following(logger, ids.Count, timeProvider.GetElapsedTime(began).TotalMilliseconds);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The overview follows {Count} locations after {Milliseconds:F0} ms")]
        public static partial void Following(ILogger logger, int count, double milliseconds);
    }
}
