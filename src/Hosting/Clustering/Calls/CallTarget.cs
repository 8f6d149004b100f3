using System.Collections.Frozen;
using System.Reflection;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.LiveStreams;
using Orleans.Runtime;

namespace LiveParking.Hosting.Clustering.Calls;

/// <summary>
/// What a call between processes is for. A <see cref="ProcessProof"/> is valid for one of them, so that who receives one can't use it for another.
/// </summary>
internal enum CallTarget
{
    /// <summary>Orleans itself, on any silo.</summary>
    Runtime,

    /// <summary>Cameras, and leases of live streams: the silo of a site may receive these calls.</summary>
    Camera,

    /// <summary>Everything else: a central silo receives these calls.</summary>
    Central,
}

/// <summary>Says what a call is for. Pure functions.</summary>
internal static class CallTargets
{
    /// <summary>
    /// Parts of Orleans that move grains with their state, end them, or stop silos. No silo of a site needs them, so it gets no proof for them from others.
    /// </summary>
    private static readonly FrozenSet<string> CentralParts = FrozenSet.Create(
        StringComparer.Ordinal,
        "Orleans.Runtime.IActivationMigrationManagerSystemTarget", "Orleans.Core.Internal.IGrainManagementExtension", "Orleans.Runtime.IManagementGrain", "Orleans.ISiloControl");

    /// <summary>What a call is for.</summary>
    /// <param name="target">The grain, or the part of Orleans, that is called.</param>
    /// <param name="method">The method.</param>
    public static CallTarget Of(GrainId target, MethodInfo method)
    {
        var contract = method.DeclaringType;
        if (contract?.FullName is { } name && CentralParts.Contains(name))
            return CallTarget.Central;
        if (target.IsSystemTarget() || contract?.Namespace is "Orleans" || contract?.Namespace?.StartsWith("Orleans.", StringComparison.Ordinal) == true)
            return CallTarget.Runtime;
        return contract == typeof(ICameraGrain) || contract == typeof(ILiveLeaseGrain) || target.Type == ParkingStreams.CameraGrainType
            ? CallTarget.Camera
            : CallTarget.Central;
    }
}
