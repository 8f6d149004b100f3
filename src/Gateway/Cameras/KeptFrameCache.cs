using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Cameras;

/// <summary>
/// Caches the last frame of cameras without starting them. However many clients ask, the gateway asks a camera's silo at most every
/// <see cref="RefreshInterval"/>, and the silo sends only a frame that is not cached yet. Thread-safe.
/// </summary>
internal sealed class KeptFrameCache(IClusterClient grains, FrameFeeds feeds, TimeProvider timeProvider) : IDisposable
{
    /// <summary>How long an answer of a camera's silo is used.</summary>
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(2);

    /// <summary>How long a frame is kept after its last request.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    /// <summary>Maximum number of kept frames, each of some 20 to 200 KB.</summary>
    private const int MaxFrames = 256;

    private readonly Lock _lock = new();
    private readonly MemoryCache _entries = new(Options.Create(new MemoryCacheOptions { SizeLimit = MaxFrames }));

    /// <summary>The newest known frame of a camera; null when none is kept.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="rung">The preferred rung.</param>
    /// <param name="best">The best rung that is returned.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer, and no frame is cached here.</exception>
    public Task<CameraFrame?> FindAsync(CameraEntry camera, CameraRung rung, CameraRung best, CancellationToken cancellationToken)
    {
        var key = new FrameFeedKey(camera.CameraId, rung);
        if (feeds.NewestOf(key) is { } watched)
            return Task.FromResult<CameraFrame?>(watched);
        lock (_lock)
        {
            if (!_entries.TryGetValue<Entry>((key, best), out var entry))
                entry = _entries.Set((key, best), new Entry(grains.GetCamera(key.CameraId), rung, best, timeProvider), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = KeptFor });
            return entry!.Frame.GetAsync().WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _entries.Dispose();

    /// <summary>One rung of one camera.</summary>
    private sealed class Entry
    {
        private readonly ICameraGrain _camera;
        private readonly CameraRung _rung;
        private readonly CameraRung _best;
        private CameraFrame? _known;

        public Entry(ICameraGrain camera, CameraRung rung, CameraRung best, TimeProvider timeProvider)
        {
            (_camera, _rung, _best) = (camera, rung, best);
            Frame = new RecentAnswer<CameraFrame?>(AskAsync, RefreshInterval, timeProvider);
        }

        public RecentAnswer<CameraFrame?> Frame { get; }

        private async Task<CameraFrame?> AskAsync()
        {
            await Task.Yield();
            try
            {
                var known = _known?.Sequence ?? 0;
                var answer = _best == CameraRung.High ? _camera.GetKeptFrameAsync(_rung, known) : _camera.GetKeptFrameUpToAsync(WatchRequest.Limit(_rung, _best), known);
                return _known = await answer ?? _known;
            }
            catch (CameraOfflineException)
            {
                // The camera's silo is gone and its kept frame is lost. The frame cached here is still the last one.
                return _known;
            }
            catch (ApiException) when (_known is not null)
            {
                return _known;
            }
        }
    }
}
