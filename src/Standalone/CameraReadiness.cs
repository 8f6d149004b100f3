using LiveParking.Cameras;
using LiveParking.Gateway.Health;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Standalone;

/// <summary>
/// Whether the cameras of the command line are registered, so that the first client finds them. A camera that was registered once, or whose location
/// was removed, does not block readiness: an operator removed it.
/// </summary>
internal sealed class CameraReadiness(StandaloneOptions options, IGrainFactory grains, RefusedCameras refused) : IReadinessCheck
{
    private readonly HashSet<string> _wereKnown = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ReadinessFault TimeoutFault { get; } = new("The list of cameras did not answer within 2 s.", IsBlocking: true);

    /// <inheritdoc/>
    public async Task<ReadinessFault?> FindAsync()
    {
        try
        {
            return await FindUnknownAsync();
        }
        catch (Exception exception)
        {
            return new ReadinessFault($"The list of cameras can't be read: {exception.Message}", IsBlocking: true);
        }
    }

    private async Task<ReadinessFault?> FindUnknownAsync()
    {
        var catalog = grains.GetCatalog();
        var ids = options.Cameras.Select(camera => camera.Id).ToList();
        var known = (await catalog.FindCamerasAsync(ids)).Select(camera => camera.CameraId).ToHashSet(StringComparer.Ordinal);
        _wereKnown.UnionWith(known);
        var unknown = ids.Where(id => !known.Contains(id)).ToLookup(id => _wereKnown.Contains(id) || refused.Contains(id));
        if (unknown[false].ToList() is { Count: > 0 } awaited)
            return new ReadinessFault($"These cameras are not announced yet: {string.Join(", ", awaited)}.", IsBlocking: true);
        return unknown[true].ToList() is { Count: > 0 } removed
            ? new ReadinessFault($"Nobody can watch these cameras, because their location was removed: {string.Join(", ", removed)}.", IsBlocking: false)
            : null;
    }
}
