using LiveParking.Grains.Interfaces;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;

namespace LiveParking.Hosting.Storage;

/// <summary>
/// Storage that converts read errors to the contract's exceptions: when a grain's state can't be read, the grain is <c>unavailable</c> to its
/// callers, in the same process as well as in others. The grains handle write errors themselves, because they know what they lose.
/// </summary>
/// <param name="inner">The wrapped storage.</param>
/// <param name="logger">Logs the original error.</param>
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
            Log.Unreadable(logger, stateName, grainId, exception.Message);
            throw new StoreUnavailableException("The store can't be read now; try again.");
        }
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.WriteStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The state {State} of {Grain} can't be read from the store: {Reason}")]
        public static partial void Unreadable(ILogger logger, string state, GrainId grain, string reason);
    }
}
