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
    /// <exception cref="ApiException"><c>unavailable</c>: the cluster does not answer, and no frame is cached here.</exception>
    public Task<CameraFrame?> FindAsync(CameraEntry camera, CameraRung rung, CancellationToken cancellationToken)
    {
        var key = new FrameFeedKey(camera.CameraId, rung);
        if (feeds.NewestOf(key) is { } watched)
            return Task.FromResult<CameraFrame?>(watched);
        Entry entry;
        lock (_lock)
        {
            var known = _entries.Get<Entry>(key);
            if (known is not null && (!known.Frame.IsCompleted || timeProvider.GetElapsedTime(known.AskedAt) < RefreshInterval))
            {
                entry = known;
            }
            else
            {
                entry = new Entry(AskAsync(key, known), timeProvider.GetTimestamp());
                _entries.Set(key, entry, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = KeptFor });
            }
        }

        return entry.Frame.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _entries.Dispose();

    private async Task<CameraFrame?> AskAsync(FrameFeedKey key, Entry? before)
    {
        await Task.Yield();
        var known = before is { Frame.IsCompletedSuccessfully: true } ? await before.Frame : null;
        try
        {
            return await grains.GetCamera(key.CameraId).GetKeptFrameAsync(key.Rung, known?.Sequence ?? 0) ?? known;
        }
        catch (CameraOfflineException)
        {
            // The camera's silo is gone and its kept frame is lost. The frame cached here is still the last one.
            return known;
        }
        catch (ApiException) when (known is not null)
        {
            return known;
        }
    }

    private sealed record Entry(Task<CameraFrame?> Frame, long AskedAt);
}
