using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Gateway.Health;

/// <summary>Whether the cluster answers.</summary>
internal sealed class ClusterReadiness(IClusterClient grains) : IReadinessCheck
{
    /// <inheritdoc/>
    public ReadinessFault TimeoutFault { get; } = new("The cluster did not answer within 2 s.", IsBlocking: true);

    /// <inheritdoc/>
    public async Task<ReadinessFault?> FindAsync()
    {
        try
        {
            await grains.GetCatalog().GetLocationsAsync();
            return null;
        }
        catch (ApiException)
        {
            return new ReadinessFault("The cluster does not answer.", IsBlocking: true);
        }
        catch (StoreUnavailableException exception)
        {
            // The silos answer. Their in-memory data can still be read.
            return new ReadinessFault(exception.Message, IsBlocking: false);
        }
        catch (ParkingException exception)
        {
            return new ReadinessFault(exception.Message, IsBlocking: true);
        }
    }
}
