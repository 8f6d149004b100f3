using LiveParking.Grains.Interfaces;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;

namespace LiveParking.Silo.Storage;

/// <summary>
/// Storage whose faults of reading are told in the words of the contract: a grain that can't be made because its state can't be read is
/// <c>unavailable</c> to its callers, in the same process as well as beyond it. Faults of writing are left to the grains, which know what they lose.
/// </summary>
/// <param name="inner">The storage itself.</param>
/// <param name="logger">Is told what was wrong.</param>
internal sealed partial class ReadableGrainStorage(IGrainStorage inner, ILogger<ReadableGrainStorage> logger) : IGrainStorage
{
    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The state can't be read.</exception>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        try
        {
            await inner.ReadStateAsync(stateName, grainId, grainState);
        }
        catch (Exception exception) when (exception is not ParkingException)
        {
            LogUnreadable(logger, stateName, grainId, exception.Message);
            throw new StoreUnavailableException("The store can't be read now; try again.");
        }
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.WriteStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);

    [LoggerMessage(LogLevel.Warning, "The state {State} of {Grain} can't be read from the store: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string state, GrainId grain, string reason);
}
