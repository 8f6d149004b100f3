using Garnet;
using Garnet.server;
using Microsoft.Extensions.Logging;

namespace LiveParking.Standalone.Store;

/// <summary>A Garnet server in this process, with what its public face lacks: the length of its log and a checkpoint.</summary>
internal sealed class GarnetEngine(GarnetServerOptions options, ILoggerFactory loggers) : GarnetServer(options, loggers)
{
    /// <summary>A log that has just been cut still holds the record of that; one that holds a write is longer than this, in bytes.</summary>
    public const long EmptyLogBytes = 64;

    private readonly ILogger _logger = loggers.CreateLogger("Checkpoint");

    /// <summary>Where the log of writes begins and ends, in bytes since the store was made.</summary>
    public (long Begin, long End) Log
    {
        get
        {
            var log = storeWrapper.appendOnlyFile.Log;
            return (log.BeginAddress[0], log.TailAddress[0]);
        }
    }

    /// <summary>Puts on disk what is in the log now.</summary>
    /// <exception cref="Tsavorite.core.CommitFailureException">It cannot be written, nor can anything after it until the next start.</exception>
    public async Task FlushAsync() => await Store.CommitAOFAsync(CancellationToken.None);

    /// <summary>
    /// Writes the state as it is now and cuts the log before it. Writes go on meanwhile and stay in the log.
    /// </summary>
    /// <returns>False when it failed, which leaves the older checkpoint and the whole log: nothing is lost.</returns>
    public async Task<bool> CheckpointAsync(CancellationToken cancellation)
    {
        var end = Log.End;
        await storeWrapper.TakeCheckpointAsync(background: false, dbId: 0, cancellation, _logger);
        return Log.Begin >= end;
    }
}
