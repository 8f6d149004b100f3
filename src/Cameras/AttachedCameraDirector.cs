using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;
using Orleans.Runtime.Placement;

namespace LiveParking.Cameras;

/// <summary>
/// Asks the camera's location for the silo of a camera. A stock placement filter can't do this: it is synchronous and knows only what the calling
/// silo knows.
/// </summary>
internal sealed class AttachedCameraDirector(IGrainFactory grains) : IPlacementDirector
{
    public async Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var cameraId = target.GrainIdentity.Key.ToString()!;
        var camera = await grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).FindCameraAsync(cameraId);
        var silo = await grains.GetGrain<ILocationCamerasGrain>(camera.LocationId).GetCameraSiloAsync(cameraId);
        return context.GetCompatibleSilos(target).Contains(silo)
            ? silo
            : throw new SiloUnavailableException($"Silo {silo}, to which camera '{cameraId}' is attached, is not in the cluster.");
    }
}
