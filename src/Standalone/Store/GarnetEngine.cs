using Garnet;
using Garnet.server;
using Microsoft.Extensions.Logging;

namespace LiveParking.Standalone.Store;

/// <summary>A Garnet server in this process, with the two things that its public face lacks: the length of its log and a checkpoint.</summary>
internal sealed class GarnetEngine(GarnetServerOptions options, ILoggerFactory loggers) : GarnetServer(options, loggers)
{
    /// <summary>Where the log of writes begins and ends, in bytes since the store was made.</summary>
    public (long Begin, long End) Log
    {
        get
        {
            var log = storeWrapper.appendOnlyFile.Log;
            return (log.BeginAddress[0], log.TailAddress[0]);
        }
    }

    /// <summary>
    /// Writes the state as it is now and cuts the log before it. Writes go on meanwhile and stay in the log.
    /// </summary>
    /// <returns>False when it failed, which leaves the older checkpoint and the whole log: nothing is lost.</returns>
    public async Task<bool> CheckpointAsync(ILogger logger, CancellationToken cancellation)
    {
        var end = Log.End;
        await storeWrapper.TakeCheckpointAsync(background: false, dbId: 0, cancellation, logger);
        return Log.Begin >= end;
    }
}
