using Garnet;
using Garnet.server;
using Microsoft.Extensions.Logging;

namespace LiveParking.EmbeddedStore;

/// <summary>A Garnet server in this process, with functions that its public API lacks: the log length and a checkpoint.</summary>
internal sealed class GarnetEngine(GarnetServerOptions options, ILoggerFactory loggers) : GarnetServer(options, loggers)
{
    /// <summary>A truncated log still contains the record of the truncation. A log with a write is longer than this, in bytes.</summary>
    public const long EmptyLogBytes = 64;

    private readonly ILogger _logger = loggers.CreateLogger("Checkpoint");

    /// <summary>The begin and end of the write log, in bytes since the store was created.</summary>
    public (long Begin, long End) Log
    {
        get
        {
            var log = storeWrapper.appendOnlyFile.Log;
            return (log.BeginAddress[0], log.TailAddress[0]);
        }
    }

    /// <summary>Flushes the current log to disk.</summary>
    /// <exception cref="Tsavorite.core.CommitFailureException">The log can't be written. Later writes fail too, until the next start.</exception>
    public async Task FlushAsync() => await Store.CommitAOFAsync(CancellationToken.None);

    /// <summary>
    /// Writes the current state and truncates the log before it. Writes continue meanwhile and stay in the log.
    /// </summary>
    /// <returns>False when it failed. The older checkpoint and the whole log remain, so nothing is lost.</returns>
    public async Task<bool> CheckpointAsync(CancellationToken cancellation)
    {
        var end = Log.End;
        await storeWrapper.TakeCheckpointAsync(background: false, dbId: 0, cancellation, _logger);
        return Log.Begin >= end;
    }
}
