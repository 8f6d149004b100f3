using LiveParking.Gateway.Health;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;
using Orleans.Runtime;

namespace LiveParking.Standalone;

/// <summary>Whether the cameras of the command line are known, so that the first who asks for one finds it.</summary>
internal sealed class CameraReadiness(StandaloneOptions options, IGrainFactory grains) : IReadinessCheck
{
    /// <inheritdoc/>
    public ReadinessFault Late { get; } = new("The list of cameras did not answer within 2 s.", IsBlocking: true);

    /// <inheritdoc/>
    public async Task<ReadinessFault?> FindAsync()
    {
        try
        {
            return await FindUnknownAsync();
        }
        catch (Exception exception) when (exception is ParkingException or OrleansException or TimeoutException)
        {
            return new ReadinessFault($"The list of cameras can't be read: {exception.Message}", IsBlocking: true);
        }
    }

    private async Task<ReadinessFault?> FindUnknownAsync()
    {
        var catalog = grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key);
        var known = await Task.WhenAll(options.Cameras.Select(camera => IsKnownAsync(catalog, camera.Id)));
        var unknown = options.Cameras.Where((_, i) => !known[i]).Select(camera => camera.Id).ToList();
        return unknown.Count == 0 ? null : new ReadinessFault($"These cameras are not announced yet: {string.Join(", ", unknown)}.", IsBlocking: true);
    }

    private static async Task<bool> IsKnownAsync(ICatalogGrain catalog, string id)
    {
        try
        {
            return (await catalog.FindCameraAsync(id)).CameraId == id;
        }
        catch (UnknownCameraException)
        {
            return false;
        }
    }
}
