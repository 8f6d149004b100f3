using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Quarantine;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Metadata;

namespace LiveParking.Grains.Quarantine;

/// <summary>
/// Runs a separate check on each silo that runs levels. A silo that can't store makes its levels fail, whatever the other silos can do.
/// </summary>
[GrainType("store-check"), Reentrant]
internal sealed partial class StoreCheckGrain(IClusterManifestProvider manifest, ILogger<StoreCheckGrain> logger) : Grain, IStoreCheckGrain
{
    private static readonly GrainType Check = GrainType.Create(SiloStoreCheckGrain.TypeName);

    public async Task CheckAsync()
    {
        // The manifest lists the silos of the cluster, each with its grain types. A site silo has neither levels nor this check.
        var silos = manifest.Current.Silos.Where(silo => silo.Value.Grains.ContainsKey(Check)).Select(silo => silo.Key);
        try
        {
            await Task.WhenAll(silos.Select(silo => GrainFactory.GetGrain<ISiloStoreCheckGrain>(silo.ToParsableString()).CheckAsync()));
        }
        catch (Exception error) when (error is not StoreUnavailableException)
        {
            Log.Failed(logger, error.Message);
            throw new StoreUnavailableException("A silo of the cluster does not answer now.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "A silo can't check the store: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
